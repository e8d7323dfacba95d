// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.text;

import dev.rollcall.reconciler.job.RunResult;
import dev.rollcall.reconciler.job.Snapshot;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A snapshot in a few lines for the terminal. */
public final class SnapshotText {

    private SnapshotText() {}

    public static List<String> lines(RunResult result) {
        Snapshot snapshot = result.snapshot();
        List<String> lines = new ArrayList<>();
        if (!result.isNew()) {
            lines.add("The snapshot as of " + snapshot.asOf() + " was published on "
                    + snapshot.publishedAt().truncatedTo(ChronoUnit.SECONDS) + "; it stays as it is.");
        }
        lines.addAll(summary(result));
        return lines;
    }

    /** Without a word about when the snapshot was published. */
    public static List<String> summary(RunResult result) {
        Snapshot snapshot = result.snapshot();
        List<String> lines = new ArrayList<>();
        lines.add("As of " + snapshot.asOf() + ": " + snapshot.systems()
                + (snapshot.systems() == 1 ? " system: " : " systems: ")
                + count("Up to Date", snapshot, Snapshot::upToDate) + ", "
                + count("Outdated", snapshot, Snapshot::outdated) + ", "
                + count("Unknown State", snapshot, Snapshot::unknownState) + ", "
                + count("Offline", snapshot, Snapshot::offline)
                + (snapshot.previous() == null
                        ? ""
                        : " (changes since " + snapshot.previous().asOf() + ")"));
        if (result.report() != null) {
            lines.add("Report: " + result.report().toUri());
        }
        return lines;
    }

    private static String count(String status, Snapshot snapshot, ToIntFunction<Snapshot> figure) {
        return figure.applyAsInt(snapshot) + " " + status + change(snapshot, snapshot.previous(), figure);
    }

    private static String change(Snapshot snapshot, @Nullable Snapshot previous, ToIntFunction<Snapshot> figure) {
        int change = previous == null ? 0 : figure.applyAsInt(snapshot) - figure.applyAsInt(previous);
        return change == 0 ? "" : " (%+d)".formatted(change);
    }
}
