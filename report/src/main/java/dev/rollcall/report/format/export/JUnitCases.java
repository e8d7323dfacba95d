// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.format.export.JUnitCase.Kind;
import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.SnapshotReport;
import dev.rollcall.report.wording.ErrorText;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The systems as cases, by flake. In a large fleet only some are listed individually, because readers reject large
 * files; the others are counted.
 */
final class JUnitCases implements Consumer<SystemRow> {

    /** The maximum number of systems listed individually; in larger fleets, of failed and of skipped ones each. */
    static final int MAX_CASES = 1000;

    private static final int LINES_OF_ERROR = 30;

    private final SnapshotReport report;
    private final boolean isSmall;
    private final Map<@Nullable String, OfFlake> flakes =
            new TreeMap<>(Comparator.nullsLast(Comparator.naturalOrder()));
    private int failed;
    private int skipped;

    JUnitCases(SnapshotReport report) {
        this.report = report;
        this.isSmall = report.snapshot().counts().systems() <= MAX_CASES;
    }

    @Override
    public void accept(SystemRow system) {
        OfFlake flake = flakes.computeIfAbsent(system.flake(), name -> new OfFlake());
        Optional<GateExemption> exemption =
                report.gate() == null ? Optional.empty() : report.gate().exemptionOf(system.hostname());
        if (exemption.isPresent()) {
            skip(flake, system, GateTable.sentence(exemption.get()), "exempt");
            return;
        }
        switch (system.status()) {
            case UP_TO_DATE -> {
                if (isSmall) {
                    flake.cases.add(JUnitCase.passed(system.hostname()));
                } else {
                    flake.count(Together.UP_TO_DATE);
                }
            }
            case OUTDATED -> fail(flake, system, Kind.FAILURE, Together.OUTDATED);
            case UNKNOWN_STATE -> fail(flake, system, Kind.ERROR, Together.UNKNOWN_STATE);
            case OFFLINE -> skip(flake, system, message(system), system.reason().code());
        }
    }

    /** The cases of each flake, by name; systems without a flake come last. */
    Map<@Nullable String, List<JUnitCase>> byFlake() {
        Map<@Nullable String, List<JUnitCase>> cases = new TreeMap<>(Comparator.nullsLast(Comparator.naturalOrder()));
        flakes.forEach((name, flake) -> cases.put(name, flake.all()));
        return cases;
    }

    private void fail(OfFlake flake, SystemRow system, Kind kind, Together together) {
        if (failed == MAX_CASES) {
            flake.count(together);
        } else {
            failed++;
            flake.cases.add(new JUnitCase(
                    system.hostname(), kind, message(system), system.reason().code(), details(system)));
        }
    }

    private void skip(OfFlake flake, SystemRow system, String message, String type) {
        if (skipped == MAX_CASES) {
            flake.count(Together.SKIPPED);
        } else {
            skipped++;
            flake.cases.add(new JUnitCase(system.hostname(), Kind.SKIPPED, message, type));
        }
    }

    private String message(SystemRow system) {
        StringBuilder message = new StringBuilder(system.status().displayName())
                .append(": ")
                .append(system.reason().code());
        if (system.commitsBehind() != null && system.behindSince() != null) {
            message.append(", ")
                    .append(Words.count(system.commitsBehind(), "commit", "commits"))
                    .append(" behind since ")
                    .append(Json.time(system.behindSince()));
        }
        add(message, "runs", system.runningCommit());
        if (system.status() != Status.OFFLINE) {
            add(message, "newest is", system.newestCommit());
        }
        if (system.evaluationError() != null) {
            message.append("; ").append(ErrorText.headline(system.evaluationError()));
        }
        return message.toString();
    }

    private static List<String> details(SystemRow system) {
        if (system.evaluationError() == null) {
            return List.of();
        }
        Bounded<String> lines = ErrorText.firstLines(system.evaluationError(), LINES_OF_ERROR);
        List<String> details = new ArrayList<>(lines.shown());
        if (lines.leftOut() > 0) {
            details.add("and " + Words.count(lines.leftOut(), "more line", "more lines"));
        }
        return details;
    }

    private static void add(StringBuilder message, String what, @Nullable String commit) {
        if (commit != null) {
            message.append(", ").append(what).append(' ').append(Words.shortCommit(commit));
        }
    }

    /** The outcomes of systems that are only counted. */
    private enum Together {
        UP_TO_DATE("Up to Date", Kind.PASSED),
        OUTDATED("Outdated", Kind.FAILURE),
        UNKNOWN_STATE("in Unknown State", Kind.ERROR),
        SKIPPED("Offline or exempt", Kind.SKIPPED);

        private final String words;
        private final Kind kind;

        Together(String words, Kind kind) {
            this.words = words;
            this.kind = kind;
        }

        JUnitCase of(int systems) {
            String counted =
                    kind == Kind.PASSED ? Words.systems(systems) : Words.count(systems, "more system", "more systems");
            String name = counted + " " + words;
            return new JUnitCase(
                    name,
                    kind,
                    kind == Kind.PASSED ? "" : name,
                    name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    private static final class OfFlake {

        private final List<JUnitCase> cases = new ArrayList<>();
        private final Map<Together, Integer> together = new EnumMap<>(Together.class);

        void count(Together kind) {
            together.merge(kind, 1, Integer::sum);
        }

        List<JUnitCase> all() {
            List<JUnitCase> all = new ArrayList<>(cases);
            together.forEach((kind, systems) -> all.add(kind.of(systems)));
            return all;
        }
    }
}
