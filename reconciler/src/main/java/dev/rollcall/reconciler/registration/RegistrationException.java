// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.registration;

/** A registration that can't be changed, in a sentence for the user. */
public final class RegistrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RegistrationException(String message) {
        super(message);
    }
}
