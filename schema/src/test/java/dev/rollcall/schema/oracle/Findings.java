// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Facts.CountedEvaluation;
import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.Flake;
import dev.rollcall.schema.oracle.Inventory.Heartbeat;
import dev.rollcall.schema.oracle.Inventory.State;
import dev.rollcall.schema.oracle.Inventory.SystemRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The findings that are easy to reimplement, by evidence and for a current search. */
public final class Findings {

    private final Inventory inventory;
    private final Instant asOf;
    private final Facts facts;

    private Findings(Inventory inventory, Instant asOf) {
        this.inventory = inventory;
        this.asOf = asOf;
        this.facts = new Facts(inventory, asOf, Matching.EVIDENCE);
    }

    /**
     * Ordered by finding and subject.
     *
     * @param rewrittenSince the time of the baseline
     * @param quietAfter the threshold for every kind of fact
     */
    public static List<Found> of(Inventory inventory, Instant asOf, Instant rewrittenSince, Duration quietAfter) {
        Findings findings = new Findings(inventory, asOf);
        List<Found> found = new ArrayList<>();
        inventory.systems().stream().filter(SystemRow::active).forEach(system -> {
            findings.nameMismatch(system).ifPresent(found::add);
            findings.unknownPin(system).ifPresent(found::add);
        });
        inventory.flakes().forEach(flake -> {
            findings.withdrawnCommits(flake, rewrittenSince).ifPresent(found::add);
            findings.futureCommit(flake).ifPresent(found::add);
        });
        findings.newestByFeed()
                .forEach((feed, newest) -> newest.filter(at -> at.isBefore(asOf.minus(quietAfter)))
                        .ifPresent(at -> found.add(new Found("quiet-feed", feed, null))));
        return found.stream()
                .sorted(Comparator.comparing(Found::finding).thenComparing(Found::subject, Oracle.BY_CODE_POINT))
                .toList();
    }

    /** Its flake has evaluations, but none under its name; perhaps the name of its closure is known. */
    private Optional<Found> nameMismatch(SystemRow system) {
        String name = Objects.requireNonNullElse(system.evaluationAlias(), system.hostname());
        List<CountedEvaluation> evaluations = facts.evaluationsIn(system.flakeId());
        if (evaluations.isEmpty() || evaluations.stream().anyMatch(evaluation -> evaluation.isFor(name))) {
            return Optional.empty();
        }
        Optional<String> matched = facts.latestStateOf(system.hostname())
                .map(state -> new Evidence(facts, Objects.requireNonNull(system.flakeId()), name, state))
                .map(Evidence::askedName)
                .filter(asked -> !asked.equals(name));
        return Optional.of(new Found("name-mismatch", system.hostname(), matched.orElse(null)));
    }

    private Optional<Found> unknownPin(SystemRow system) {
        String pin = system.pinnedCommit();
        boolean isUnknown = system.flakeId() != null
                && pin != null
                && facts.branchAsOf(system.flakeId()).stream()
                        .noneMatch(period -> period.commit().hash().equalsIgnoreCase(pin));
        return isUnknown ? Optional.of(new Found("unknown-pin", system.hostname(), null)) : Optional.empty();
    }

    /** With the number of commits that were withdrawn since then, and still are. */
    private Optional<Found> withdrawnCommits(Flake flake, Instant since) {
        List<Commit> branch =
                facts.branchAsOf(flake.id()).stream().map(Period::commit).toList();
        long commits = facts.branchOf(flake.id()).periods().stream()
                .filter(period ->
                        period.until().isAfter(since) && !period.until().isAfter(asOf))
                .map(Period::commit)
                .distinct()
                .filter(commit -> !branch.contains(commit))
                .count();
        return commits == 0
                ? Optional.empty()
                : Optional.of(new Found("withdrawn-commits", flake.name(), Long.toString(commits)));
    }

    /** A commit dated in the future that does not count for that reason, or is the newest in spite of it. */
    private Optional<Found> futureCommit(Flake flake) {
        List<Period> branch = facts.branchAsOf(flake.id());
        List<Commit> known =
                facts.known(flake.id()).stream().map(Period::commit).toList();
        boolean isFound = facts.branchOf(flake.id()).periods().stream()
                .map(Period::commit)
                .filter(commit -> commit.at().isAfter(asOf))
                .anyMatch(commit -> !known.contains(commit)
                        || branch.get(branch.size() - 1).commit().equals(commit));
        return isFound ? Optional.of(new Found("future-commit", flake.name(), null)) : Optional.empty();
    }

    private Map<String, Optional<Instant>> newestByFeed() {
        Stream<Instant> evaluations = inventory.flakes().stream()
                .flatMap(flake -> facts.evaluationsIn(flake.id()).stream())
                .map(CountedEvaluation::countsFrom);
        Stream<Instant> commits = inventory.flakes().stream()
                .flatMap(flake -> facts.branchOf(flake.id()).periods().stream())
                .map(period -> period.commit().at());
        return Map.of(
                "states", newest(inventory.states().stream().map(State::at)),
                "evaluations", newest(evaluations),
                "commits", newest(commits),
                "heartbeats", newest(inventory.heartbeats().stream().map(Heartbeat::at)));
    }

    private Optional<Instant> newest(Stream<Instant> times) {
        return times.filter(at -> !at.isAfter(asOf)).max(Comparator.naturalOrder());
    }

    /** A finding; the note is the name that a mismatch matched, or the number of withdrawn commits. */
    public record Found(
            String finding, String subject, @Nullable String note) {}
}
