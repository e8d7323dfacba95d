// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.advisory;

import dev.rollcall.report.advisory.AdvisoryMoves;
import dev.rollcall.report.advisory.AdvisoryMoves.Cause;
import dev.rollcall.report.advisory.AdvisoryMoves.Move;
import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.schema.text.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The advisories that came since the baseline, and how many went away.
 *
 * @param summary how many came for which cause and how many went away, in words
 * @param leftOut how many are not listed, in words; null if none
 * @param notCompared how many systems could not be compared, in words; null if none
 */
public record AdvisoryChangesView(
        String summary,
        List<Row> came,
        @Nullable String leftOut,
        @Nullable String notCompared) {

    private static final int MAX_ROWS = 100;

    /** An advisory that came for a cause, and on which systems. */
    public record Row(AdvisoryView advisory, boolean isNew, Cause cause, String count, Bounded<HostView> systems) {}

    /** Null if none came or went away. */
    public static @Nullable AdvisoryChangesView of(@Nullable AdvisoryMoves moves, HostLinks hosts) {
        if (moves == null || (moves.came().isEmpty() && moves.gone() == 0)) {
            return null;
        }
        int more = moves.came().size() - MAX_ROWS;
        return new AdvisoryChangesView(
                summary(moves),
                moves.came().stream()
                        .limit(MAX_ROWS)
                        .map(move -> new Row(
                                AdvisoryView.of(move.found()),
                                moves.firstSeen().contains(move.found().id()),
                                move.cause(),
                                systems(move.systems().total()),
                                move.systems().map(host -> HostView.of(host, hosts))))
                        .toList(),
                more <= 0 ? null : Words.count(more, "more is", "more are"),
                moves.notCompared() == 0 ? null : systems(moves.notCompared()));
    }

    private static String summary(AdvisoryMoves moves) {
        List<String> parts = new ArrayList<>();
        add(parts, count(moves, Cause.SCANNER), "newly reported by a scanner");
        add(parts, count(moves, Cause.DEPLOYMENT), "brought by deployments");
        if (moves.gone() > 0) {
            parts.add(Words.count(moves.gone()) + " gone from " + systems(moves.relieved()));
        }
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(Words.count(count) + " " + what);
        }
    }

    private static int count(AdvisoryMoves moves, Cause cause) {
        return (int)
                moves.came().stream().map(Move::cause).filter(cause::equals).count();
    }

    private static String systems(int count) {
        return Words.count(count, "system", "systems");
    }
}
