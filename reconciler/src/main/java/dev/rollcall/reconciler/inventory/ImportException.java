// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import org.jspecify.annotations.Nullable;

/** An import that stored nothing, and why, in a sentence that names the file and the line. */
public final class ImportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ImportException(String message) {
        super(message);
    }

    public ImportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
