// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import dev.rollcall.schema.SchemaException;
import dev.rollcall.schema.text.Words;

/** The database has a word that this program does not know. */
public final class UnknownCodeException extends SchemaException {

    private static final long serialVersionUID = 1L;

    UnknownCodeException(String noun, String code) {
        super("The database has the " + noun + " '" + Words.visible(code)
                + "', which this version of Rollcall does not know. Use the version that wrote it, or a newer one.");
    }
}
