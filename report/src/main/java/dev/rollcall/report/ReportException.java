// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import org.jspecify.annotations.Nullable;

/** A report that can't be made, in a sentence for the user. */
public final class ReportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ReportException(String message) {
        super(message);
    }

    public ReportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
