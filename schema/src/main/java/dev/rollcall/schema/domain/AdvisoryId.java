// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import java.util.regex.Pattern;

/** Which texts name an advisory, such as CVE-2024-5535; those that can be imported can be exempt. */
public final class AdvisoryId {

    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z._:-]{1,100}");

    private AdvisoryId() {}

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }
}
