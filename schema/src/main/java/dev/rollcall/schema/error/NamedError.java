// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.error;

/**
 * An error as a user meets it.
 *
 * @param sentence what failed, on which thing, what was expected, what to do
 */
public record NamedError(ErrorName name, String sentence) {

    /** The line that is printed. */
    @Override
    public String toString() {
        return "error[" + name.code() + "]: " + sentence;
    }
}
