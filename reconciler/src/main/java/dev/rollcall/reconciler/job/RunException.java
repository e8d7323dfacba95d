// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import org.jspecify.annotations.Nullable;

/** A run that could not be finished, in a sentence for the user. */
public class RunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunException(String message) {
        super(message);
    }

    public RunException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
