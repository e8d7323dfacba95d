// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import dev.rollcall.report.closure.HostCount;
import dev.rollcall.report.closure.HostGroup;
import dev.rollcall.report.model.Bounded;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The advisories that systems have now and did not have in the baseline.
 *
 * @param came those that came, by cause, the worst first
 * @param firstSeen the ids of those that no system had
 * @param gone how many advisories went away from some system
 * @param relieved from how many systems any went away
 * @param compared how many systems were compared
 * @param notCompared how many were not, because no scanner scanned both what they ran and what they run
 */
public record AdvisoryMoves(
        List<Move> came, Set<String> firstSeen, int gone, int relieved, int compared, int notCompared) {

    private static final Comparator<Move> BY_CAUSE =
            Comparator.comparing(Move::cause).thenComparing(Move::found, Found.WORST_FIRST);

    public AdvisoryMoves {
        came = List.copyOf(came);
        firstSeen = Set.copyOf(firstSeen);
    }

    /** Why a system has an advisory that it did not have. */
    public enum Cause {
        /** A scanner learned of it: it finds it in a closure in which it did not find it before. */
        SCANNER,
        /** It came with another closure. */
        DEPLOYMENT
    }

    /** An advisory that came, and the systems on which it came for the cause. */
    public record Move(Found found, Cause cause, Bounded<String> systems) {}

    /**
     * Looks at each pair of closures once, however many systems it stands for.
     *
     * @param systems what they ran before, and run now
     */
    public static AdvisoryMoves of(UsedScans before, UsedScans now, ClosureGroups systems) {
        Counter counter = new Counter(before, now);
        systems.forEach(counter::add);
        return counter.result();
    }

    private static final class Counter {

        private final UsedScans before;
        private final UsedScans now;
        private final BitSet learnedOf;
        private final Map<Cause, Map<Integer, HostCount>> came = new EnumMap<>(Cause.class);
        private final Set<Scan> scans = new HashSet<>();
        private final BitSet known = new BitSet();
        private final BitSet gone = new BitSet();
        private int relieved;
        private int compared;
        private int notCompared;

        Counter(UsedScans before, UsedScans now) {
            this.before = before;
            this.now = now;
            this.learnedOf = now.newTo(before);
        }

        void add(ClosurePair closures, HostGroup group) {
            known.or(before.ids(before.of(closures.from())));
            Comparison change = now.compare(before.of(closures.from()), now.of(closures.to()));
            if (!change.isPossible()) {
                notCompared += group.systems();
                return;
            }
            compared += group.systems();
            gone.or(change.gone());
            relieved += change.gone().isEmpty() ? 0 : group.systems();
            BitSet learned = learned(closures, change);
            add(Cause.SCANNER, learned, group);
            add(Cause.DEPLOYMENT, Comparison.without(change.came(), learned), group);
            scans.addAll(now.of(closures.to()));
        }

        private void add(Cause cause, BitSet ids, HostGroup group) {
            Map<Integer, HostCount> counts = came.computeIfAbsent(cause, key -> new HashMap<>());
            ids.stream()
                    .forEach(id ->
                            counts.computeIfAbsent(id, key -> new HostCount()).add(group));
        }

        /**
         * Those that came because a scanner learned of them. Where a system runs another closure, the scanner finds them now in the
         * one that it ran, or did not find them before in the one that it runs, which was due then, or had not found them anywhere.
         */
        private BitSet learned(ClosurePair closures, Comparison change) {
            BitSet came = change.came();
            if (Objects.equals(closures.from(), closures.to())) {
                return came;
            }
            BitSet learned = now.ids(now.of(closures.from()), change.scanners());
            List<Scan> whenDue = before.of(closures.to());
            if (UsedScans.names(whenDue).containsAll(change.scanners())) {
                learned.or(Comparison.without(came, before.ids(whenDue, change.scanners())));
            }
            learned.or(learnedOf);
            learned.and(came);
            return learned;
        }

        AdvisoryMoves result() {
            Map<Integer, Found> found = now.found(now.elements(scans));
            List<Move> moves = new ArrayList<>();
            BitSet all = new BitSet();
            came.forEach((cause, counts) -> counts.forEach((id, hosts) -> {
                moves.add(new Move(Objects.requireNonNull(found.get(id)), cause, hosts.hosts()));
                all.set(id);
            }));
            return new AdvisoryMoves(
                    moves.stream().sorted(BY_CAUSE).toList(),
                    Comparison.without(all, known).stream()
                            .mapToObj(
                                    id -> Objects.requireNonNull(found.get(id)).id())
                            .collect(Collectors.toSet()),
                    gone.cardinality(),
                    relieved,
                    compared,
                    notCompared);
        }
    }
}
