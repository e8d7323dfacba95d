// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import dev.rollcall.report.model.ArrivalTime;
import dev.rollcall.report.model.FlakeRollout;
import dev.rollcall.report.model.FlakeTotals;
import dev.rollcall.report.model.MissingSystem;
import dev.rollcall.report.model.Rollout;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.Matching;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a report says of the way of commits to the systems of all flakes. */
public record FleetRollouts(List<FlakeRollout> flakes) {

    /** What arrived earlier is no longer shown. */
    private static final Duration YEAR = Duration.ofDays(365);

    /** In more flakes less of each, so that a large fleet has a small report. */
    private static final int FEW_FLAKES = 20;

    private static final int COMMITS_OF_FEW = 20;
    private static final int COMMITS_OF_MANY = 8;

    /** Of a flake with more systems one alone keeps no commit below 95 %. */
    private static final int SYSTEMS_OF_ONE = 20;

    /** What is younger may simply be on its way. */
    private static final Duration LONG = Duration.ofDays(7);

    private static final int MAX_COMMITS = 400;
    private static final int MAX_MISSING = 50;
    private static final int MISSING_OF_MANY = 10;

    public FleetRollouts {
        flakes = List.copyOf(flakes);
    }

    /** Of the flakes that have systems, those with the most first; nights by name keep nothing of it. */
    public static FleetRollouts read(ReportQueries queries, SnapshotSummary snapshot, List<FlakeTotals> totals) {
        List<String> flakes = totals.stream()
                .filter(FlakeTotals::isInUse)
                .sorted(Comparator.comparing(flake -> -flake.counts().systems()))
                .map(flake -> String.valueOf(flake.flake()))
                .toList();
        if (snapshot.matching() != Matching.EVIDENCE) {
            return new FleetRollouts(List.of());
        }
        RolloutQueries rollouts = queries.rollouts();
        int most = flakes.size() <= FEW_FLAKES ? COMMITS_OF_FEW : COMMITS_OF_MANY;
        Map<String, List<Rollout>> newest = rollouts.newest(flakes, most, snapshot.asOf());
        Map<String, Rollout> keptBelow = keptBelow(rollouts, newest, snapshot);
        Map<String, Rollout> judged = judged(newest, snapshot);
        List<Rollout> asked = new ArrayList<>(keptBelow.values());
        asked.addAll(judged.values());
        Map<Integer, List<MissingSystem>> missing = rollouts.missing(asked, snapshot, MAX_MISSING);
        Map<String, String> alone = alone(queries, keptBelow, missing);
        List<FlakeRollout> found = new ArrayList<>();
        for (String flake : flakes) {
            List<Rollout> commits = newest.get(flake);
            if (commits != null) {
                Rollout of = judged.get(flake);
                found.add(FlakeRollout.of(
                        flake,
                        commits,
                        most,
                        alone.get(flake),
                        of,
                        of == null
                                ? List.of()
                                : missing.getOrDefault(of.id(), List.of()).stream()
                                        .limit(flakes.size() <= FEW_FLAKES ? MAX_MISSING : MISSING_OF_MANY)
                                        .toList()));
            }
        }
        return new FleetRollouts(found);
    }

    /** The times of arrival that a page shows. */
    public static List<ArrivalTime> times(RolloutQueries rollouts, SnapshotSummary snapshot) {
        return snapshot.matching() == Matching.EVIDENCE
                ? rollouts.arrivalTimes(snapshot.asOf().minus(YEAR), snapshot.asOf())
                : List.of();
    }

    /** Whether there is room for much of each flake. */
    public boolean areFew() {
        return flakes.size() <= FEW_FLAKES;
    }

    /** By flake, the newest commit that has been on the branch for a day: who lacks a newer one may be about to get it. */
    private static Map<String, Rollout> judged(Map<String, List<Rollout>> newest, SnapshotSummary snapshot) {
        Map<String, Rollout> judged = new HashMap<>();
        newest.forEach((flake, commits) -> commits.stream()
                .filter(commit -> commit.committedAt().isBefore(judgedBefore(snapshot)))
                .findFirst()
                .ifPresent(commit -> judged.put(flake, commit)));
        return judged;
    }

    /**
     * By flake, the system that its commit lacked when it lacked one, if it lacks it still and that night is still there. Each such
     * night is read once.
     */
    private static Map<String, String> alone(
            ReportQueries queries, Map<String, Rollout> keptBelow, Map<Integer, List<MissingSystem>> missing) {
        Map<Instant, List<Rollout>> byNight = new HashMap<>();
        keptBelow
                .values()
                .forEach(commit -> commit.lastLackingOne()
                        .ifPresent(night -> byNight.computeIfAbsent(night.asOf(), any -> new ArrayList<>())
                                .add(commit)));
        Map<String, String> alone = new HashMap<>();
        byNight.forEach((night, commits) -> queries.snapshots()
                .find(night, Matching.EVIDENCE)
                .ifPresent(then -> {
                    Map<Integer, List<MissingSystem>> lacked =
                            queries.rollouts().missing(commits, then, MAX_MISSING);
                    for (Rollout commit : commits) {
                        Set<String> still = hostnames(missing, commit);
                        hostnames(lacked, commit).stream()
                                .filter(still::contains)
                                .findFirst()
                                .ifPresent(host -> alone.put(commit.flake(), host));
                    }
                }));
        return alone;
    }

    private static Set<String> hostnames(Map<Integer, List<MissingSystem>> missing, Rollout commit) {
        return missing.getOrDefault(commit.id(), List.of()).stream()
                .map(MissingSystem::hostname)
                .collect(Collectors.toSet());
    }

    private static Instant judgedBefore(SnapshotSummary snapshot) {
        return snapshot.asOf().minus(Duration.ofDays(1));
    }

    /** Both lists, newest first; the commits of the second are no newer than the last of the first, or among them. */
    static List<Rollout> joined(List<Rollout> newest, List<Rollout> points) {
        Set<Integer> ids = newest.stream().map(Rollout::id).collect(Collectors.toSet());
        return Stream.concat(newest.stream(), points.stream().filter(commit -> !ids.contains(commit.id())))
                .toList();
    }

    /**
     * By flake, the oldest commit after the newest that has reached 95 %, where one system may be the reason. Looks further back
     * where no commit of the last ones has.
     */
    private static Map<String, Rollout> keptBelow(
            RolloutQueries rollouts, Map<String, List<Rollout>> newest, SnapshotSummary snapshot) {
        List<String> open = newest.entrySet().stream()
                .filter(flake -> flake.getValue().stream()
                        .noneMatch(commit ->
                                commit.reaching(FlakeRollout.ARRIVED_PERCENT).isPresent()))
                .filter(flake ->
                        flake.getValue().get(0).last().stream().anyMatch(night -> night.systems() < SYSTEMS_OF_ONE))
                .map(Map.Entry::getKey)
                .sorted()
                .limit(FEW_FLAKES)
                .toList();
        rollouts.turningPoints(open, MAX_COMMITS, FlakeRollout.ARRIVED_PERCENT, judgedBefore(snapshot), snapshot.asOf())
                .forEach((flake, points) -> newest.merge(flake, points, FleetRollouts::joined));
        Map<String, Rollout> keptBelow = new HashMap<>();
        newest.forEach((flake, commits) -> FlakeRollout.keptBelow(commits)
                .filter(commit -> commit.committedAt().isBefore(snapshot.asOf().minus(LONG)))
                .filter(commit -> commit.last().stream().anyMatch(night -> night.systems() < SYSTEMS_OF_ONE))
                .ifPresent(commit -> keptBelow.put(flake, commit)));
        return keptBelow;
    }
}
