// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

/** Why PostgreSQL programs can't be used, as part of a sentence. */
final class UnusableProgramsException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableProgramsException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
