// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import dev.rollcall.schema.text.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A reference to a snapshot, as written by a user. */
public record SnapshotReference(String text, Kind kind) {

    private static final Pattern ID = Pattern.compile("\\d{1,18}");

    /** The kinds of references. */
    public enum Kind {
        /** The newest. */
        LATEST,
        /** The predecessor of the newest. */
        PREVIOUS,
        /** The newest for which a gate passed. */
        LAST_PASSED,
        /** By id. */
        ID,
        /** By its minimum age relative to the newest. */
        AGE,
        /** By its exact time. */
        INSTANT,
        /** The last of a day in UTC. */
        DAY,
        /** By its label. If it could be another kind, that kind has priority. */
        LABEL
    }

    public static SnapshotReference of(String text) {
        return new SnapshotReference(text, kindOf(text));
    }

    private static Kind kindOf(String text) {
        if (text.equals("latest")) {
            return Kind.LATEST;
        }
        if (text.equals("previous")) {
            return Kind.PREVIOUS;
        }
        if (text.equals("last-passed")) {
            return Kind.LAST_PASSED;
        }
        if (ID.matcher(text).matches()) {
            return Kind.ID;
        }
        if (Durations.parse(text).isPresent()) {
            return Kind.AGE;
        }
        if (is(text, OffsetDateTime::parse)) {
            return Kind.INSTANT;
        }
        return is(text, LocalDate::parse) ? Kind.DAY : Kind.LABEL;
    }

    private static boolean is(String text, Function<String, ?> parser) {
        try {
            return parser.apply(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    public long id() {
        return Long.parseLong(text);
    }

    public Duration age() {
        return Durations.parse(text).orElseThrow();
    }

    public Instant instant() {
        return OffsetDateTime.parse(text).toInstant();
    }

    public LocalDate day() {
        return LocalDate.parse(text);
    }
}
