// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.text;

import dev.rollcall.reconciler.job.RunResult;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.text.Words;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints a snapshot in a few lines. */
public final class SnapshotText {

    private SnapshotText() {}

    public static List<String> lines(RunResult result) {
        SnapshotSummary snapshot = result.snapshot();
        List<String> lines = new ArrayList<>();
        if (!result.isNew()) {
            lines.add("The snapshot as of " + snapshot.asOf() + " already exists (published "
                    + snapshot.publishedAt().truncatedTo(ChronoUnit.SECONDS) + ") and was not changed.");
        }
        lines.addAll(summary(result));
        return lines;
    }

    /** Without the time of publication. */
    public static List<String> summary(RunResult result) {
        SnapshotSummary snapshot = result.snapshot();
        SnapshotSummary previous = result.previous();
        int systems = snapshot.counts().systems();
        List<String> lines = new ArrayList<>();
        lines.add("As of " + snapshot.asOf() + ": " + Words.systems(systems) + ": "
                + Stream.of(Status.values())
                        .map(status -> count(status, snapshot, previous))
                        .collect(Collectors.joining(", "))
                + (previous == null ? "" : " (changes since " + previous.asOf() + ")"));
        if (result.report() != null) {
            lines.add("Report: " + result.report().toUri());
        }
        return lines;
    }

    private static String count(Status status, SnapshotSummary snapshot, @Nullable SnapshotSummary previous) {
        int now = snapshot.counts().of(status);
        int change = previous == null ? 0 : now - previous.counts().of(status);
        return Words.count(now) + " " + status.displayName()
                + (change == 0 ? "" : String.format(Locale.ROOT, " (%+,d)", change));
    }
}
