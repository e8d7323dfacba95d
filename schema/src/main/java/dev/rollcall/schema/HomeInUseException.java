// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import java.nio.file.Path;

/** Another process uses the embedded database of a home folder. */
public final class HomeInUseException extends SchemaException {

    private static final long serialVersionUID = 1L;

    HomeInUseException(Path home) {
        super("Another rollcall uses the embedded database in " + home
                + ". Try again when it is done, wait for it with --wait-lock, or name another folder with --home.");
    }
}
