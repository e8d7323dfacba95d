// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import java.io.IOException;

/** A program of PostgreSQL that failed, with all that it said. */
final class StartException extends IOException {

    private static final long serialVersionUID = 1L;

    StartException(String said) {
        super(said);
    }
}
