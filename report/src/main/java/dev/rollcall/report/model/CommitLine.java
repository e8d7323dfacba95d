// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.SystemRow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The newest commits of a flake's branch as of a snapshot, as far back as its systems are behind. */
public record CommitLine(List<LineCommit> newestFirst) {

    public CommitLine {
        newestFirst = List.copyOf(newestFirst);
    }

    /** The commits that a system lacks, from the newest or its pin to the one that it runs, up to a limit. */
    public Bounded<LineCommit> lackedBy(SystemRow system, int most) {
        int behind = system.commitsBehind() == null ? 0 : system.commitsBehind();
        int first = behind == 0 ? newestFirst.size() : positionOf(target(system));
        int end = Math.min(newestFirst.size(), first + Math.min(behind, most));
        return new Bounded<>(newestFirst.subList(first, Math.max(first, end)), behind);
    }

    /** The NixOS version that a system should run; empty if the night has not stored it. */
    public Optional<String> versionFor(SystemRow system) {
        int position = positionOf(target(system));
        return position == newestFirst.size()
                ? Optional.empty()
                : Optional.ofNullable(newestFirst.get(position).version());
    }

    /** The commit that a system should run. */
    public static @Nullable String target(SystemRow system) {
        return isMeasuredByPin(system) ? system.pinnedCommit() : system.newestCommit();
    }

    /** A pin may be older than these commits. */
    private int positionOf(@Nullable String commit) {
        String hash = commit == null ? "" : commit.toLowerCase(Locale.ROOT);
        return IntStream.range(0, newestFirst.size())
                .filter(position -> newestFirst.get(position).hash().equals(hash))
                .findFirst()
                .orElse(newestFirst.size());
    }

    /** A pinned system that runs a withdrawn commit is nevertheless compared with the newest. */
    private static boolean isMeasuredByPin(SystemRow system) {
        return system.reason() == Reason.AWAITING_PIN;
    }
}
