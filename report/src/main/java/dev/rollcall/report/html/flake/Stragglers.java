// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.flake;

import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.FirstOf;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Collects the systems of each flake that are not up to date, the most urgent first, and of many flakes fewer of each. */
public final class Stragglers implements Consumer<SystemTrace> {

    private static final int MAX_OF_FLAKE = 100;
    private static final int MIN_OF_FLAKE = 10;
    private static final int MAX_OF_ALL = 20_000;

    private final int limitForEach;
    private final Comparator<SystemTrace> mostUrgentFirst;
    private final Map<String, FirstOf<SystemTrace>> byFlake = new HashMap<>();

    public Stragglers(int flakes, Instant asOf) {
        this.limitForEach = Math.max(MIN_OF_FLAKE, Math.min(MAX_OF_FLAKE, MAX_OF_ALL / Math.max(1, flakes)));
        this.mostUrgentFirst = Comparator.comparing(SystemTrace::row, Band.mostUrgentFirst(asOf));
    }

    @Override
    public void accept(SystemTrace system) {
        SystemRow row = system.row();
        if (row.flake() != null && row.status() != Status.UP_TO_DATE) {
            byFlake.computeIfAbsent(row.flake(), any -> new FirstOf<>(limitForEach, mostUrgentFirst))
                    .add(system);
        }
    }

    /** Those of a flake. */
    List<SystemTrace> of(String flake) {
        FirstOf<SystemTrace> ofFlake = byFlake.get(flake);
        return ofFlake == null ? List.of() : ofFlake.get().shown();
    }
}
