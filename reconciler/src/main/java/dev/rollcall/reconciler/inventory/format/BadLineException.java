// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.text.Words;

/** A line of an inventory file is invalid: what was found and what was expected. */
public final class BadLineException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A line may contain megabytes, and its error quotes it. */
    private static final int MAX_LENGTH = 300;

    private final ErrorName name;

    public BadLineException(ErrorName name, String message) {
        // without a stack trace, because a file may have millions of bad lines
        super(Words.cut(Words.visible(message), MAX_LENGTH, "..."), null, false, false);
        this.name = name;
    }

    public NamedError error() {
        return new NamedError(name, String.valueOf(getMessage()));
    }
}
