// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.doctor;

import org.jspecify.annotations.Nullable;

/**
 * A check of an installation and its result.
 *
 * @param remedy what to do; null if all is well
 */
public record Check(
        String subject,
        Result result,
        String seen,
        @Nullable String remedy) {

    public enum Result {
        OK,
        /** May be intended, or become a problem later. */
        WARNING,
        /** The next night, or what was asked for, will fail. */
        PROBLEM
    }

    static Check ok(String subject, String seen) {
        return new Check(subject, Result.OK, seen, null);
    }

    static Check warning(String subject, String seen, String remedy) {
        return new Check(subject, Result.WARNING, seen, remedy);
    }

    public static Check problem(String subject, String seen, @Nullable String remedy) {
        return new Check(subject, Result.PROBLEM, seen, remedy);
    }
}
