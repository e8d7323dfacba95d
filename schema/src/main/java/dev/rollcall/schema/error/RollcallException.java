// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.error;

import org.jspecify.annotations.Nullable;

/** A failure that a user can do something about, with a name and one sentence. Any other exception is a bug. */
public final class RollcallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorName name;

    public RollcallException(ErrorName name, String sentence) {
        this(name, sentence, null);
    }

    public RollcallException(ErrorName name, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.name = name;
    }

    public RollcallException(NamedError error, @Nullable Throwable cause) {
        this(error.name(), error.sentence(), cause);
    }

    public ErrorName name() {
        return name;
    }

    public NamedError error() {
        return new NamedError(name, String.valueOf(getMessage()));
    }
}
