// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

/** A line of an inventory file that can't be taken: what was found and what was expected. */
final class BadLineException extends Exception {

    private static final long serialVersionUID = 1L;

    BadLineException(String message) {
        // thrown once a bad line, of which a file may have millions: the stack tells nothing
        super(message, null, false, false);
    }
}
