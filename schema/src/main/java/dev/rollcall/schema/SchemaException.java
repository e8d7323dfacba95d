// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import org.jspecify.annotations.Nullable;

/** A database that can't be reached, started or used, in a sentence for the user. */
public class SchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SchemaException(String message) {
        super(message);
    }

    public SchemaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
