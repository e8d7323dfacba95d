// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.CommitLine;
import dev.rollcall.report.model.Forge;
import dev.rollcall.report.model.LineCommit;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the commits that systems lack, up to a limit per system. */
public final class LackedCommits {

    private static final int MAX_SUBJECT_LENGTH = 120;
    private static final int MAX_AUTHOR_LENGTH = 60;

    private final Map<String, CommitLine> lines;
    private final Forges forges;
    private final Instant asOf;
    private final int most;

    private LackedCommits(Map<String, CommitLine> lines, Forges forges, Instant asOf, int most) {
        this.lines = lines;
        this.forges = forges;
        this.asOf = asOf;
        this.most = most;
    }

    /** Reads the commits of these systems' flakes. */
    public static LackedCommits of(
            ReportQueries queries, SnapshotSummary snapshot, Forges forges, List<SystemRow> systems, int most) {
        List<String> flakes = systems.stream()
                .filter(system -> system.commitsBehind() != null && system.commitsBehind() > 0)
                .map(SystemRow::flake)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new LackedCommits(
                flakes.isEmpty() ? Map.of() : queries.commits().lines(snapshot.id(), flakes),
                forges,
                snapshot.asOf(),
                most);
    }

    /** Everything shown about a system's commits except ages, to detect changes between nights. */
    public String facts(SystemRow system) {
        return lackedBy(system).shown().stream()
                        .map(commit -> List.of(
                                        commit.hash(),
                                        commit.countsFrom(),
                                        String.valueOf(commit.subject()),
                                        String.valueOf(commit.author()),
                                        commit.leavesAlone(system))
                                .toString())
                        .toList()
                + " " + versionFor(system) + " " + forges.of(system.flake());
    }

    /** What a system lacks; null if it is nothing, or the snapshot has not kept it. */
    public @Nullable LackedView of(SystemRow system) {
        Bounded<LineCommit> lacked = lackedBy(system);
        if (lacked.shown().isEmpty()) {
            return null;
        }
        Forge forge = forges.of(system.flake());
        String comparison = forge == null ? null : forge.comparison(system.runningCommit(), CommitLine.target(system));
        return new LackedView(
                lacked.shown().stream()
                        .map(commit -> view(forges, system.flake(), commit, asOf, commit.leavesAlone(system)))
                        .toList(),
                Words.count(lacked.total()),
                (int) lacked.shown().stream()
                        .filter(commit -> commit.leavesAlone(system))
                        .count(),
                lacked.leftOut() == 0 ? null : Words.count(lacked.leftOut()),
                lacked.shown().stream().anyMatch(commit -> commit.subject() != null),
                lacked.shown().stream().anyMatch(commit -> commit.author() != null),
                comparison,
                comparison == null || forge == null ? null : forge.host());
    }

    /** The NixOS version that a system should run; null if the night has not stored it. */
    public @Nullable String versionFor(SystemRow system) {
        CommitLine line = system.flake() == null ? null : lines.get(system.flake());
        return line == null ? null : line.versionFor(system).orElse(null);
    }

    /**
     * The commits of a flake that some of its systems lack. The last one is what the system farthest behind runs,
     * unless the list was cut.
     */
    public static LackedView ofFlake(String flake, CommitLine line, int farthestBehind, Forges forges, Instant asOf) {
        List<LineCommit> all = line.newestFirst();
        boolean isCut = farthestBehind >= all.size();
        List<LineCommit> commits = isCut ? all : all.subList(0, Math.max(1, all.size() - 1));
        return new LackedView(
                commits.stream()
                        .map(commit -> view(forges, flake, commit, asOf, false))
                        .toList(),
                Words.count(isCut ? farthestBehind : commits.size()),
                0,
                farthestBehind > all.size() ? Words.count(farthestBehind - all.size()) : null,
                commits.stream().anyMatch(commit -> commit.subject() != null),
                commits.stream().anyMatch(commit -> commit.author() != null),
                null,
                null);
    }

    private Bounded<LineCommit> lackedBy(SystemRow system) {
        CommitLine line = system.flake() == null ? null : lines.get(system.flake());
        return line == null ? Bounded.none() : line.lackedBy(system, most);
    }

    private static LackedView.Commit view(
            Forges forges, @Nullable String flake, LineCommit commit, Instant asOf, boolean leavesAlone) {
        return new LackedView.Commit(
                forges.view(flake, commit.hash()),
                shown(commit.subject(), MAX_SUBJECT_LENGTH),
                shown(commit.author(), MAX_AUTHOR_LENGTH),
                TimeView.of(commit.countsFrom(), asOf),
                leavesAlone);
    }

    private static @Nullable String shown(@Nullable String text, int longest) {
        String readable = Words.readableOrNull(text);
        return readable == null ? null : Words.shortened(readable, longest);
    }
}
