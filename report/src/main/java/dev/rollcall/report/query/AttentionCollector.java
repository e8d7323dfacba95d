// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import dev.rollcall.report.model.Attention;
import dev.rollcall.report.model.Attention.Cause;
import dev.rollcall.report.model.Attention.CauseCount;
import dev.rollcall.report.model.Attention.FlakeCount;
import dev.rollcall.report.model.Attention.OwnerCauses;
import dev.rollcall.report.model.Attention.OwnerCount;
import dev.rollcall.report.model.Attention.TextCount;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.CauseKey;
import dev.rollcall.report.model.FirstOf;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Groups the systems that are not up to date, read in order of hostname; keeps the first rows of each group and counts
 * the rest.
 */
final class AttentionCollector {

    private static final int MAX_OWNERS = 50;

    /** The maximum number of named systems per owner. */
    private static final int MAX_NAMES = 5;

    private static final int MAX_FLAKES = 8;
    private static final int MAX_ERRORS = 20;

    /** Texts can be long, so the number of different ones per cause is limited. */
    private static final int MAX_TEXTS = 500;

    private final int limitForEach;
    private final Map<CauseKey, Group> groups = new HashMap<>();
    private final Map<@Nullable String, FirstOf<String>> needing = new HashMap<>();

    AttentionCollector(int limitForEach) {
        this.limitForEach = limitForEach;
    }

    void add(Band band, SystemRow system) {
        CauseKey.of(band, system)
                .ifPresent(cause -> groups.computeIfAbsent(cause, any -> new Group(band, limitForEach))
                        .add(system));
        if (band.needsAttention()) {
            needing.computeIfAbsent(system.owner(), any -> new FirstOf<>(MAX_NAMES, Comparator.naturalOrder()))
                    .add(system.hostname());
        }
    }

    /** The causes, most urgent band first, then by number of systems. */
    Attention get() {
        List<Cause> causes = groups.entrySet().stream()
                .map(group -> group.getValue().cause(group.getKey()))
                .sorted(Comparator.comparing(Cause::band)
                        .thenComparing(cause -> -cause.systems().total())
                        .thenComparing(cause -> String.valueOf(cause.reason())))
                .toList();
        return new Attention(causes, owners(causes), needing.size());
    }

    private Bounded<OwnerCauses> owners(List<Cause> causes) {
        Map<@Nullable String, List<CauseCount>> counts = new HashMap<>();
        for (Cause cause : causes) {
            Objects.requireNonNull(groups.get(cause.key()))
                    .owners
                    .forEach((owner, systems) -> counts.computeIfAbsent(owner, any -> new ArrayList<>())
                            .add(new CauseCount(cause.key(), systems)));
        }
        List<OwnerCauses> owners = counts.entrySet().stream()
                .map(owner -> new OwnerCauses(owner.getKey(), needing(owner.getKey()), owner.getValue()))
                .sorted(Comparator.comparingInt(
                                (OwnerCauses owner) -> -owner.needing().total())
                        .thenComparing(OwnerCauses::owner, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        return Bounded.of(owners, MAX_OWNERS);
    }

    private Bounded<String> needing(@Nullable String owner) {
        FirstOf<String> systems = needing.get(owner);
        return systems == null ? Bounded.none() : systems.get();
    }

    private record Flake(@Nullable String flake, @Nullable String newestCommit) {}

    private static final class Group {

        private final FirstOf<SystemRow> systems;
        private final Map<@Nullable String, Integer> owners = new LinkedHashMap<>();
        private final Map<Flake, Integer> flakes = new LinkedHashMap<>();
        private final Map<String, Integer> errors = new LinkedHashMap<>();

        Group(Band band, int limit) {
            systems = new FirstOf<>(
                    limit, Comparator.comparing(band::since, Comparator.nullsLast(Comparator.<Instant>naturalOrder())));
        }

        void add(SystemRow system) {
            systems.add(system);
            owners.merge(system.owner(), 1, Integer::sum);
            flakes.merge(new Flake(system.flake(), system.newestCommit()), 1, Integer::sum);
            String error = system.evaluationError();
            if (error != null && (errors.size() < MAX_TEXTS || errors.containsKey(error))) {
                errors.merge(error, 1, Integer::sum);
            }
        }

        Cause cause(CauseKey key) {
            Bounded<SystemRow> rows = systems.get();
            return new Cause(
                    key.band(),
                    key.reason(),
                    key.band().since(rows.shown().get(0)),
                    mostFirst(owners, MAX_OWNERS, OwnerCount::new),
                    mostFirst(
                            flakes,
                            MAX_FLAKES,
                            (flake, count) -> new FlakeCount(flake.flake(), flake.newestCommit(), count)),
                    mostFirst(errors, MAX_ERRORS, TextCount::new),
                    rows);
        }

        /** In order of hostname among equals, because the rows came in that order. */
        private static <K extends @Nullable Object, T> Bounded<T> mostFirst(
                Map<K, Integer> counts, int limit, BiFunction<K, Integer, T> mapping) {
            List<T> first = counts.entrySet().stream()
                    .sorted(Map.Entry.<K, Integer>comparingByValue().reversed())
                    .limit(limit)
                    .map(entry -> mapping.apply(entry.getKey(), entry.getValue()))
                    .toList();
            return new Bounded<>(first, counts.size());
        }
    }
}
