// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.model.Event.Kind;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Reason;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventTest {

    private static final Instant NIGHT = Instant.parse("2026-11-23T02:00:00Z");

    @Test
    void should_have_another_id_when_anything_that_identifies_it_differs() {
        Stream<Event> events = Stream.of(
                event(NIGHT, Matching.EVIDENCE, Kind.COMMIT, "web", "a", "b"),
                event(NIGHT.plusSeconds(1), Matching.EVIDENCE, Kind.COMMIT, "web", "a", "b"),
                event(NIGHT, Matching.NAME, Kind.COMMIT, "web", "a", "b"),
                event(NIGHT, Matching.EVIDENCE, Kind.WENT_BACK, "web", "a", "b"),
                event(NIGHT, Matching.EVIDENCE, Kind.COMMIT, "db", "a", "b"),
                event(NIGHT, Matching.EVIDENCE, Kind.COMMIT, "web", "b", "b"),
                event(NIGHT, Matching.EVIDENCE, Kind.COMMIT, "web", "a", null),
                event(NIGHT, Matching.EVIDENCE, Kind.COMMIT, "web", null, "a"));

        assertThat(events.map(Event::id)).doesNotHaveDuplicates();
    }

    private static Event event(
            Instant time, Matching matching, Kind kind, String hostname, @Nullable String from, @Nullable String to) {
        return new Event(time, matching, kind, hostname, "infra", "lab", "ops", from, to, Reason.RUNS_NEWEST, true);
    }
}
