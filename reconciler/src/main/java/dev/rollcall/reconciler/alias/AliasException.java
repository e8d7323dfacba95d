// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.alias;

/** An alias that can't be added or removed, in a sentence for the user. */
public final class AliasException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AliasException(String message) {
        super(message);
    }
}
