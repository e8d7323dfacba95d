// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

import dev.rollcall.reconciler.gate.Policy;
import dev.rollcall.reconciler.inventory.FileKind;
import dev.rollcall.reconciler.inventory.ImportOptions;
import dev.rollcall.reconciler.inventory.InventoryImport;
import dev.rollcall.reconciler.inventory.InventorySource;
import dev.rollcall.reconciler.job.NightlyRun;
import dev.rollcall.reconciler.job.Parallelism;
import dev.rollcall.reconciler.job.RunRequest;
import dev.rollcall.reconciler.job.RunResult;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.domain.Trigger;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the nights of a generated fleet as a user would: imports each day's facts, then runs the nightly job as of two
 * in the morning.
 */
public final class Demo {

    private final Database database;
    private final Clock clock;
    private final Path archive;

    public Demo(Database database, Clock clock, Path archive) {
        this.database = database;
        this.clock = clock;
        this.archive = archive;
    }

    /**
     * Runs every night, the later ones with a gate.
     *
     * @param listener receives each result
     * @return the last result
     */
    public RunResult run(DemoOptions options, Path policy, Consumer<RunResult> listener) {
        List<DemoFact> facts = DemoStory.of(options);
        Policy gate = DemoPolicy.in(policy, options);
        @Nullable RunResult last = null;
        int number = 0;
        int known = 0;
        for (boolean isJudged : new boolean[] {false, true}) {
            int end = isJudged ? options.nights() : options.firstJudged();
            try (NightlyRun nightly = NightlyRun.open(
                    database, clock, Duration.ZERO, isJudged ? gate : Policy.NONE, Parallelism.DEFAULT, step -> {})) {
                for (; number < end; number++) {
                    Instant night = options.night(number);
                    int until = firstAfter(night, facts, known);
                    InventoryImport.run(
                            database.dataSource(), sources(facts.subList(known, until)), ImportOptions.STRICT, night);
                    known = until;
                    last = nightly.run(RunRequest.of(night, archive, Trigger.DEMO));
                    listener.accept(last);
                }
            }
        }
        return Objects.requireNonNull(last, "at least one night");
    }

    private static int firstAfter(Instant night, List<DemoFact> facts, int from) {
        int index = from;
        while (index < facts.size() && !facts.get(index).at().isAfter(night)) {
            index++;
        }
        return index;
    }

    private static List<InventorySource> sources(List<DemoFact> facts) {
        Map<FileKind, StringBuilder> lines = new EnumMap<>(FileKind.class);
        for (DemoFact fact : facts) {
            lines.computeIfAbsent(fact.kind(), kind -> new StringBuilder())
                    .append(fact.line())
                    .append('\n');
        }
        List<InventorySource> sources = new ArrayList<>();
        lines.forEach((kind, text) -> sources.add(new InventorySource(
                kind,
                "demo " + kind,
                () -> new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)))));
        return sources;
    }
}
