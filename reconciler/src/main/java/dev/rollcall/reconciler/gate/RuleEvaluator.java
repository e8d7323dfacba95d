// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.reconciler.gate.ScannedClosures.Advisories;
import dev.rollcall.reconciler.gate.ScannedClosures.Scanned;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.Counted;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Measures one rule over the systems of one scope that are not exempt. */
abstract class RuleEvaluator {

    /** More than anyone reads; the CSV has all of them. */
    static final int MAX_NAMED = 1000;

    private final Counted<String> violations = new Counted<>(MAX_NAMED);
    private int systems;

    /** The evaluator of a rule that needs no other facts. */
    static RuleEvaluator of(PolicyRule rule, Instant asOf) {
        if (rule instanceof PolicyRule.AtMost atMost) {
            return new OfStatus(atMost);
        }
        if (rule instanceof PolicyRule.RebootAtMost reboot) {
            return new OfReboot(reboot);
        }
        if (rule instanceof PolicyRule.BehindAtMost behind) {
            return new Behind(behind, asOf);
        }
        if (rule instanceof PolicyRule.WithoutReason without) {
            return new OfReason(without);
        }
        if (rule instanceof PolicyRule.UpToDate) {
            return new NotUpToDate();
        }
        throw new IllegalArgumentException(rule.name().code() + " compares with what only the database knows");
    }

    final void accept(SystemRow system) {
        systems++;
        if (isViolation(system)) {
            violations.add(system.hostname());
        }
    }

    /** The result of the rule. */
    GateRule result(PolicyRule rule, Scope scope) {
        int broken = violations.total();
        return result(rule, scope, measured(broken, systems), outcome(broken, systems), violations());
    }

    Outcome outcome(int broken, int all) {
        return holds(broken, all) ? Outcome.PASSED : Outcome.FAILED;
    }

    abstract boolean isViolation(SystemRow system);

    boolean holds(int broken, int all) {
        return broken == 0;
    }

    abstract String measured(int broken, int all);

    static GateRule result(PolicyRule rule, Scope scope, String measured, Outcome outcome, Bounded<String> violations) {
        return new GateRule(
                rule.name().code(),
                scope.toString(),
                rule.threshold(),
                measured,
                outcome,
                outcome == Outcome.FAILED ? violations : Bounded.none());
    }

    /**
     * As in the rules of the statuses: without evidence the evaluated commit stands in for the running one, and for a
     * pinned system the pin, if it is evaluated.
     */
    private static @Nullable String commitOf(SystemRow system) {
        String pin = system.pinnedCommit();
        if (system.basis() != Basis.NAME) {
            return system.runningCommit();
        }
        if (pin == null) {
            return system.evaluatedCommit();
        }
        return system.reason() == Reason.RUNS_PIN ? pin.toLowerCase(Locale.ROOT) : null;
    }

    final int total() {
        return systems;
    }

    final int broken() {
        return violations.total();
    }

    final Bounded<String> violations() {
        return violations.bounded();
    }

    /** Counts the systems with a status. */
    static final class OfStatus extends RuleEvaluator {

        private final PolicyRule.AtMost rule;

        OfStatus(PolicyRule.AtMost rule) {
            this.rule = rule;
        }

        @Override
        boolean isViolation(SystemRow system) {
            return system.status() == rule.status();
        }

        @Override
        boolean holds(int broken, int all) {
            return rule.most().allows(broken, all);
        }

        @Override
        String measured(int broken, int all) {
            return Words.count(broken) + " of " + Words.systems(all) + " (" + Threshold.share(broken, all) + ")";
        }
    }

    /** Counts the systems that need a reboot, among those that say whether they do. */
    static final class OfReboot extends RuleEvaluator {

        private final PolicyRule.RebootAtMost rule;
        private int collected;

        OfReboot(PolicyRule.RebootAtMost rule) {
            this.rule = rule;
        }

        @Override
        boolean isViolation(SystemRow system) {
            collected += system.reboot().isCollected() ? 1 : 0;
            return system.reboot().isNeeded();
        }

        @Override
        Outcome outcome(int broken, int all) {
            return isUnreported(all) ? Outcome.UNDECIDABLE : super.outcome(broken, all);
        }

        @Override
        boolean holds(int broken, int all) {
            return rule.most().allows(broken, collected);
        }

        @Override
        String measured(int broken, int all) {
            if (isUnreported(all)) {
                return "no system reports whether it needs a reboot";
            }
            return Words.count(broken) + " of " + Words.systems(collected) + " (" + Threshold.share(broken, collected)
                    + ")" + (collected < all ? ", not collected for " + Words.count(all - collected) : "");
        }

        private boolean isUnreported(int all) {
            return collected == 0 && all > 0;
        }
    }

    /** Counts the systems with an advisory. Those that were not scanned may all have one. */
    static final class OfAdvisories extends RuleEvaluator {

        private final PolicyRule.AdvisoriesAtMost rule;
        private final ScannedClosures closures;
        private final BiPredicate<String, String> isExempt;
        private final IdentityHashMap<Advisories, Relevant> relevant = new IdentityHashMap<>();
        private final Set<String> unscored = new HashSet<>();
        private int scanned;
        private @Nullable Instant oldest;

        /**
         * Counts with what scanners found.
         *
         * @param isExempt whether an advisory of a host is exempt, by its id in upper case
         */
        OfAdvisories(PolicyRule.AdvisoriesAtMost rule, ScannedClosures closures, BiPredicate<String, String> isExempt) {
            this.rule = rule;
            this.closures = closures;
            this.isExempt = isExempt;
        }

        @Override
        boolean isViolation(SystemRow system) {
            Scanned closure = closures.in(system.storePath());
            if (closure == null) {
                return false;
            }
            scanned++;
            if (oldest == null || closure.databaseAt().isBefore(oldest)) {
                oldest = closure.databaseAt();
            }
            Relevant ids = relevant.computeIfAbsent(closure.advisories(), this::relevant);
            String host = system.hostname();
            ids.unscored().stream()
                    .filter(id -> !unscored.contains(id) && !isExempt.test(host, id))
                    .forEach(unscored::add);
            return ids.counting().stream().anyMatch(id -> !isExempt.test(host, id));
        }

        private Relevant relevant(Advisories found) {
            BigDecimal minScore = rule.score();
            List<String> counting = new ArrayList<>();
            List<String> without = new ArrayList<>();
            found.scores().forEach((id, score) -> {
                if (minScore == null || (score != null && score.compareTo(minScore) >= 0)) {
                    counting.add(id);
                } else if (score == null) {
                    without.add(id);
                }
            });
            return new Relevant(counting, without);
        }

        @Override
        Outcome outcome(int broken, int all) {
            if (!rule.most().allows(broken, all)) {
                return Outcome.FAILED;
            }
            return isUnscanned(all) || !rule.most().allows(broken + all - scanned, all)
                    ? Outcome.UNDECIDABLE
                    : Outcome.PASSED;
        }

        @Override
        String measured(int broken, int all) {
            if (isUnscanned(all)) {
                return "no system of this scope was scanned";
            }
            return Words.count(broken) + " of " + Words.systems(all) + " (" + Threshold.share(broken, all) + ")"
                    + (scanned < all ? ", " + Words.count(all - scanned) + " not scanned" : "")
                    + (oldest == null ? "" : "; oldest database of " + LocalDate.ofInstant(oldest, ZoneOffset.UTC))
                    + (unscored.isEmpty()
                            ? ""
                            : "; " + Words.count(unscored.size(), "advisory has", "advisories have") + " no score");
        }

        private boolean isUnscanned(int all) {
            return scanned == 0 && all > 0;
        }

        /** The ids that count, and those that might with a score. */
        private record Relevant(List<String> counting, List<String> unscored) {}
    }

    /** Counts the systems with a reason. */
    static final class OfReason extends RuleEvaluator {

        private final Reason reason;

        OfReason(PolicyRule.WithoutReason rule) {
            this.reason = rule.reason();
        }

        @Override
        boolean isViolation(SystemRow system) {
            return system.reason() == reason;
        }

        @Override
        String measured(int broken, int all) {
            return Words.count(broken) + " of " + Words.systems(all);
        }
    }

    /** Finds the system that has been behind longest. */
    static final class Behind extends RuleEvaluator {

        private static final Duration TENTH = Duration.ofDays(1).dividedBy(10);

        private final Instant limit;
        private final Instant asOf;
        private @Nullable Instant first;

        Behind(PolicyRule.BehindAtMost rule, Instant asOf) {
            this.limit = asOf.minus(Duration.ofDays(rule.days()));
            this.asOf = asOf;
        }

        @Override
        boolean isViolation(SystemRow system) {
            Instant since = system.behindSince();
            if (since == null) {
                return false;
            }
            if (first == null || since.isBefore(first)) {
                first = since;
            }
            return since.isBefore(limit);
        }

        @Override
        String measured(int broken, int all) {
            if (first == null) {
                return "no system is behind";
            }
            // rounded up, so that a value over the limit never looks equal to it
            long tenths =
                    Duration.between(first, asOf).plus(TENTH).minusNanos(1).dividedBy(TENTH);
            String longest = tenths / 10 + "." + tenths % 10 + " days";
            return broken == 0 ? longest : Words.systems(broken) + ", the longest " + longest;
        }
    }

    /** Finds systems that are not Up to Date. */
    static final class NotUpToDate extends RuleEvaluator {

        @Override
        boolean isViolation(SystemRow system) {
            return system.status() != Status.UP_TO_DATE;
        }

        @Override
        String measured(int broken, int all) {
            return Words.count(all - broken) + " of " + Words.systems(all);
        }
    }

    /** Collects the systems that are not Up to Date, then looks up which of them were. */
    static final class Regressed extends RuleEvaluator {

        private final Instant baseline;
        private final UnaryOperator<Set<String>> upToDateThen;
        private final Set<String> notUpToDate = new LinkedHashSet<>();

        /**
         * Compares with a snapshot.
         *
         * @param baseline its time
         * @param upToDateThen selects the systems that were Up to Date in it
         */
        Regressed(Instant baseline, UnaryOperator<Set<String>> upToDateThen) {
            this.baseline = baseline;
            this.upToDateThen = upToDateThen;
        }

        @Override
        boolean isViolation(SystemRow system) {
            if (system.status() != Status.UP_TO_DATE) {
                notUpToDate.add(system.hostname());
            }
            return false;
        }

        @Override
        GateRule result(PolicyRule rule, Scope scope) {
            Set<String> wereUpToDate = upToDateThen.apply(notUpToDate);
            Counted<String> regressed = new Counted<>(MAX_NAMED);
            notUpToDate.stream().filter(wereUpToDate::contains).forEach(regressed::add);
            return result(
                    rule,
                    scope,
                    measured(regressed.total(), 0) + " since " + baseline,
                    regressed.total() == 0 ? Outcome.PASSED : Outcome.FAILED,
                    regressed.bounded());
        }

        @Override
        String measured(int broken, int all) {
            return Words.systems(broken);
        }
    }

    /** Finds systems that run neither a commit nor a later one. */
    static class NotAtCommit extends RuleEvaluator {

        private final Map<String, Set<String>> commits;

        /**
         * Considers only systems of flakes that have the commit.
         *
         * @param commits by flake, the commit and its successors
         */
        NotAtCommit(Map<String, Set<String>> commits) {
            this.commits = commits;
        }

        @Override
        boolean isViolation(SystemRow system) {
            String commit = reached(system);
            return commit == null
                    || !Objects.requireNonNull(commits.get(system.flake())).contains(commit);
        }

        @Nullable String reached(SystemRow system) {
            return commitOf(system);
        }

        @Override
        String measured(int broken, int all) {
            return Words.count(all - broken) + " of " + Words.systems(all);
        }
    }

    /** Finds systems that neither run a commit or a later one nor are left alone by it, and requires a share of the others. */
    static final class OfRollout extends NotAtCommit {

        private final Map<String, String> reached;
        private final Threshold share;
        private final Map<String, Instant> dueOfFlakes;
        private @Nullable Instant due;

        /**
         * Considers only systems of flakes that have the commit.
         *
         * @param reached by host, the commit that it has come to if that is not the one it runs
         * @param dueOfFlakes by flake, until when the rule holds
         */
        OfRollout(
                Map<String, Set<String>> commits,
                Map<String, String> reached,
                Threshold share,
                Map<String, Instant> dueOfFlakes) {
            super(commits);
            this.reached = reached;
            this.share = share;
            this.dueOfFlakes = dueOfFlakes;
        }

        @Override
        boolean isViolation(SystemRow system) {
            Instant dueOfFlake = dueOfFlakes.get(system.flake());
            if (dueOfFlake != null && (due == null || dueOfFlake.isAfter(due))) {
                due = dueOfFlake;
            }
            return super.isViolation(system);
        }

        @Override
        @Nullable String reached(SystemRow system) {
            return reached.getOrDefault(system.hostname(), super.reached(system));
        }

        @Override
        boolean holds(int broken, int all) {
            return due != null || share.isReached(all - broken, all);
        }

        @Override
        String measured(int broken, int all) {
            return super.measured(broken, all) + " (" + Threshold.shareDown(all - broken, all) + ")"
                    + (due == null ? "" : ", due at " + due);
        }
    }

    /** Counts the systems that are Up to Date, and compares their share with that of earlier nights. */
    static final class BelowMedian extends RuleEvaluator {

        private final Function<Scope, List<BigDecimal>> earlier;

        /**
         * Compares with earlier nights.
         *
         * @param earlier the share that was Up to Date on each of them, of a scope
         */
        BelowMedian(Function<Scope, List<BigDecimal>> earlier) {
            this.earlier = earlier;
        }

        @Override
        boolean isViolation(SystemRow system) {
            return system.status() != Status.UP_TO_DATE;
        }

        @Override
        GateRule result(PolicyRule rule, Scope scope) {
            List<BigDecimal> shares = earlier.apply(scope).stream().sorted().toList();
            if (total() == 0) {
                return result(rule, scope, "every system of this scope is exempt", Outcome.PASSED, Bounded.none());
            }
            if (shares.isEmpty()) {
                return result(rule, scope, "there is no earlier night yet", Outcome.PASSED, Bounded.none());
            }
            // of an even number the lower one of the middle: no night that was as usual is called worse
            BigDecimal median = shares.get((shares.size() - 1) / 2);
            Outcome outcome =
                    share(total() - broken(), total()).compareTo(median) < 0 ? Outcome.FAILED : Outcome.PASSED;
            return result(
                    rule,
                    scope,
                    measured(broken(), total()) + ", median " + percent(median) + " of "
                            + (shares.size() == 1 ? "1 night" : shares.size() + " nights"),
                    outcome,
                    violations());
        }

        @Override
        String measured(int broken, int all) {
            return percent(share(all - broken, all)) + " Up to Date";
        }

        /** From 0 to 1, all nights alike. */
        static BigDecimal share(int count, int total) {
            return BigDecimal.valueOf(count).divide(BigDecimal.valueOf(total), 9, RoundingMode.FLOOR);
        }

        private static String percent(BigDecimal share) {
            return share.movePointRight(2)
                            .setScale(2, RoundingMode.FLOOR)
                            .stripTrailingZeros()
                            .toPlainString() + "%";
        }
    }

    /** Always holds, because there is no earlier snapshot. */
    static final class WithoutBaseline extends RuleEvaluator {

        @Override
        boolean isViolation(SystemRow system) {
            return false;
        }

        @Override
        String measured(int broken, int all) {
            return "no such snapshot yet";
        }
    }
}
