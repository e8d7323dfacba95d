// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.notification;

/** A notification that did not go out, in a sentence for the user. */
public final class NotificationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotificationException(String message) {
        super(message);
    }
}
