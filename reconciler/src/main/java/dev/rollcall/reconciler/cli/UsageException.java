// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

/** A value on the command line, in the environment or in the properties file that can't be right. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
