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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The advisories that came and went since the baseline.
 *
 * @param summary how many did for which cause, in words
 * @param notes what the causes mean that occur, and how many systems were not compared
 */
public record AdvisoryChangesView(String summary, Bounded<Row> came, Bounded<Row> gone, List<String> notes) {

    private static final int MAX_ROWS = 100;

    /** An advisory that came or went for a cause, and on which systems. */
    public record Row(AdvisoryView advisory, boolean isNew, String cause, String count, Bounded<HostView> systems) {}

    /** Null if none came or went, unless that is because nothing could be compared. */
    public static @Nullable AdvisoryChangesView of(@Nullable AdvisoryMoves moves, HostLinks hosts) {
        if (moves == null || (moves.came().isEmpty() && moves.gone().isEmpty() && !isIncomparable(moves))) {
            return null;
        }
        return new AdvisoryChangesView(
                isIncomparable(moves) ? "no system could be compared" : summary(moves),
                rows(moves, moves.came(), hosts, "newly reported"),
                rows(moves, moves.gone(), hosts, "no longer reported"),
                notes(moves));
    }

    private static boolean isIncomparable(AdvisoryMoves moves) {
        return moves.compared() == 0 && moves.notCompared() > 0;
    }

    private static Bounded<Row> rows(AdvisoryMoves moves, List<Move> all, HostLinks hosts, String byScanner) {
        return Bounded.of(all, MAX_ROWS)
                .map(move -> new Row(
                        AdvisoryView.of(move.found()),
                        moves.isNew(move.found()),
                        switch (move.cause()) {
                            case SCANNER -> byScanner;
                            case DEPLOYMENT -> "deployment";
                            case EITHER -> "deployment or other database";
                        },
                        Words.systems(move.systems().total()),
                        move.systems().map(host -> HostView.of(host, hosts))));
    }

    private static String summary(AdvisoryMoves moves) {
        List<String> parts = new ArrayList<>();
        add(parts, moves.came(), Cause.SCANNER, "newly reported by a scanner");
        add(parts, moves.came(), Cause.DEPLOYMENT, "brought by deployments");
        add(parts, moves.came(), Cause.EITHER, "brought by deployments or another database");
        add(parts, moves.gone(), Cause.SCANNER, "no longer reported by a scanner");
        add(parts, moves.gone(), Cause.DEPLOYMENT, "cleared by deployments");
        add(parts, moves.gone(), Cause.EITHER, "cleared by deployments or another database");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, List<Move> moves, Cause cause, String what) {
        long count = moves.stream().filter(move -> move.cause() == cause).count();
        if (count > 0) {
            parts.add(Words.count(Math.toIntExact(count)) + " " + what);
        }
    }

    private static List<String> notes(AdvisoryMoves moves) {
        List<String> notes = new ArrayList<>();
        if (moves.came().stream().anyMatch(move -> moves.isNew(move.found()))) {
            notes.add("New: no system had it.");
        }
        if (moves.came().stream().anyMatch(is(Cause.SCANNER))) {
            notes.add("Newly reported: a scanner finds it in a closure in which it did not find it before.");
        }
        if (moves.gone().stream().anyMatch(is(Cause.SCANNER))) {
            notes.add("No longer reported: a scanner does not find it in a closure in which it found it before.");
        }
        if (moves.came().stream().anyMatch(is(Cause.EITHER))
                || moves.gone().stream().anyMatch(is(Cause.EITHER))) {
            notes.add("Deployment or other database: both changed, and no scan shows which of them is the cause.");
        }
        if (moves.notCompared() > 0) {
            notes.add("Not compared: " + Words.systems(moves.notCompared())
                    + ", because no scanner scanned both what they ran and what they run.");
        }
        return notes;
    }

    private static Predicate<Move> is(Cause cause) {
        return move -> move.cause() == cause;
    }
}
