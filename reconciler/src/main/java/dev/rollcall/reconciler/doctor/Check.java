// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What was looked at in an installation, and what was seen.
 *
 * @param remedy what to do; null where all is well
 */
public record Check(
        String subject,
        Result result,
        String seen,
        @Nullable String remedy) {

    /** How well it is. */
    public enum Result {
        OK,
        /** Something that may be meant so, or will be a problem later. */
        WARNING,
        /** The next night, or what was asked for, will fail. */
        PROBLEM
    }

    static Check ok(String subject, String seen) {
        return new Check(subject, Result.OK, seen, null);
    }

    static Check warning(String subject, String seen, String remedy) {
        return new Check(subject, Result.WARNING, seen, remedy);
    }

    public static Check problem(String subject, String seen, @Nullable String remedy) {
        return new Check(subject, Result.PROBLEM, seen, remedy);
    }
}
