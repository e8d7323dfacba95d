// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

/** A policy with a mistake, in a sentence that says where it is and what was expected. */
public final class PolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PolicyException(String message) {
        super(message);
    }
}
