// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.registration;

/** A system that can't be registered otherwise, in a sentence for the user. */
public final class RegistrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RegistrationException(String message) {
        super(message);
    }
}
