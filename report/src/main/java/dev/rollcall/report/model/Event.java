// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.text.Sha256;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transition of one system.
 *
 * @param time the time of the snapshot that found it
 * @param from the previous status, commit or need of a reboot; null if there was none or it is unknown
 * @param to the new one
 * @param reason of the new status, for events about a status
 * @param isDeployed whether the system runs another closure, for events about a commit
 */
public record Event(
        Instant time,
        Matching matching,
        Kind kind,
        String hostname,
        @Nullable String flake,
        @Nullable String environment,
        @Nullable String owner,
        @Nullable String from,
        @Nullable String to,
        @Nullable Reason reason,
        @Nullable Boolean isDeployed) {

    private static final int LENGTH_OF_ID = 32;

    /** The kind of transition. */
    public enum Kind {
        JOINED("joined"),
        LEFT("left"),
        STATUS("status"),
        COMMIT("commit"),
        WENT_BACK("went-back"),
        REBOOT("reboot");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** The same for the same transition, no matter when the snapshot is computed. */
    public String id() {
        return Sha256.hex(String.join(
                        "\0",
                        time.toString(),
                        matching.code(),
                        kind.code(),
                        hostname,
                        Objects.requireNonNullElse(from, ""),
                        Objects.requireNonNullElse(to, "")))
                .substring(0, LENGTH_OF_ID);
    }
}
