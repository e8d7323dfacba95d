// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.error;

/**
 * An error as shown to the user.
 *
 * @param sentence what failed, on what, what was expected, what to do
 */
public record NamedError(ErrorName name, String sentence) {

    /** The line to print. */
    @Override
    public String toString() {
        return "error[" + name.code() + "]: " + sentence;
    }
}
