// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import java.io.IOException;

/** A PostgreSQL program that failed, with its output. */
final class StartException extends IOException {

    private static final long serialVersionUID = 1L;

    StartException(String output) {
        super(output);
    }
}
