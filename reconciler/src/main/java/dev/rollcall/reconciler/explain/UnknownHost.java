// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.text.ResemblingNames;
import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host without a status.
 *
 * @param isInactive whether it is registered as inactive
 * @param lastReport when it last reported a state; null if never
 * @param resembling registered names that may have been meant
 */
record UnknownHost(
        String hostname, boolean isInactive, @Nullable Instant lastReport, List<String> resembling) {

    UnknownHost {
        resembling = List.copyOf(resembling);
    }

    /** What it is, and what to do about it. */
    NamedError error() {
        String name = "'" + hostname + "'";
        if (isInactive) {
            return new NamedError(
                    ErrorName.SYSTEM_INACTIVE,
                    "The system " + name + " is registered as inactive, so it has no status.");
        }
        if (lastReport == null) {
            return new NamedError(
                    ErrorName.UNKNOWN_SYSTEM,
                    "No system is registered as " + name + "."
                            + ResemblingNames.question(hostname, resembling, " 'rollcall status' lists all systems."));
        }
        return new NamedError(
                ErrorName.HOST_NOT_REGISTERED,
                "The host " + name + " reports what it runs, last on "
                        + Words.minute(lastReport)
                        + " UTC, but no system is registered under that name, so it has no status. "
                        + (resembling.isEmpty()
                                ? "Register it in systems.jsonl and run 'rollcall import'."
                                : "It is probably the registered system " + String.join(" or ", resembling)
                                        + ": correct the reported or registered name."));
    }
}
