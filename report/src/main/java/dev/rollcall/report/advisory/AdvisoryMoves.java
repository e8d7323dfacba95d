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
 * The advisories that systems have and did not have in the baseline, and those that they had and no longer have.
 *
 * @param came by cause, the worst first
 * @param gone likewise
 * @param newOnes the keys of those that no system had in the baseline, of those found by scanners that it used
 * @param compared how many systems were compared
 * @param notCompared how many were not, because no scanner scanned both what they ran and what they run
 */
public record AdvisoryMoves(List<Move> came, List<Move> gone, Set<String> newOnes, int compared, int notCompared) {

    private static final Comparator<Move> BY_CAUSE =
            Comparator.comparing(Move::cause).thenComparing(Move::found, AdvisoryInPackages.WORST_FIRST);

    public AdvisoryMoves {
        came = List.copyOf(came);
        gone = List.copyOf(gone);
        newOnes = Set.copyOf(newOnes);
    }

    /** Why a system has an advisory that it did not have, or no longer has one. */
    public enum Cause {
        /** A scanner finds something else in a closure in which it had looked. */
        SCANNER,
        /** It came or went with another closure. */
        DEPLOYMENT,
        /** Both the closure and the database of the scanner are others, and no scan shows which of them is the cause. */
        EITHER
    }

    /** An advisory that came or went, and the systems on which it did for the cause. */
    public record Move(AdvisoryInPackages found, Cause cause, Bounded<String> systems) {}

    /** Whether no system had an advisory in the baseline. */
    public boolean isNew(AdvisoryInPackages found) {
        return newOnes.contains(Advisory.key(found.id()));
    }

    /**
     * Looks at each pair of closures once, however many systems it stands for.
     *
     * @param systems what they ran before, and run now; groups of no systems stand for closures of systems that joined or left
     */
    public static AdvisoryMoves of(UsedScans before, UsedScans now, ClosureGroups systems) {
        Direction came = new Direction(before, now);
        Direction gone = new Direction(now, before);
        int[] counts = new int[2];
        systems.forEach((closures, group) -> {
            List<Scan> ran = before.of(closures.from());
            boolean isCompared = now.of(closures.to()).stream().anyMatch(scan -> UsedScans.by(scan, ran) != null);
            counts[isCompared ? 0 : 1] += group.systems();
            if (isCompared && group.systems() > 0) {
                came.add(closures, group);
                gone.add(new ClosurePair(closures.to(), closures.from()), group);
            }
        });
        return new AdvisoryMoves(came.moves(), gone.moves(), newOnes(before, now, systems), counts[0], counts[1]);
    }

    private static Set<String> newOnes(UsedScans before, UsedScans now, ClosureGroups systems) {
        Set<Scan> old = new HashSet<>();
        Set<Scan> current = new HashSet<>();
        systems.forEach((closures, group) -> {
            old.addAll(before.of(closures.from()));
            current.addAll(now.of(closures.to()));
        });
        Set<String> scanners = old.stream().map(scan -> scan.scanner().name()).collect(Collectors.toSet());
        current.removeIf(scan -> !scanners.contains(scan.scanner().name()));
        BitSet known = before.ids(List.copyOf(old));
        return now.found(now.elements(current)).entrySet().stream()
                .filter(entry -> !known.get(entry.getKey()))
                .map(entry -> Advisory.key(entry.getValue().id()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What came from one snapshot to another, whichever is the later one: what went is what comes in the other direction. */
    private static final class Direction {

        private final UsedScans before;
        private final UsedScans now;
        private final BitSet newlyFound;
        private final Map<Cause, Map<Integer, HostCount>> systems = new EnumMap<>(Cause.class);
        private final Set<Scan> scans = new HashSet<>();

        Direction(UsedScans before, UsedScans now) {
            this.before = before;
            this.now = now;
            this.newlyFound = now.newTo(before);
        }

        void add(ClosurePair closures, HostGroup group) {
            List<Scan> ran = before.of(closures.from());
            BitSet had = before.ids(ran);
            BitSet came = new BitSet();
            BitSet learned = new BitSet();
            BitSet deployed = new BitSet();
            for (Scan scan : now.of(closures.to())) {
                Scan old = UsedScans.by(scan, ran);
                if (old != null) {
                    BitSet own = Comparison.without(now.ids(scan), had);
                    came.or(own);
                    learned.or(Objects.equals(closures.from(), closures.to()) ? own : learned(closures, scan, own));
                    deployed.or(deployed(closures, old, scan, own));
                }
            }
            add(Cause.SCANNER, learned, group);
            deployed.andNot(learned);
            add(Cause.DEPLOYMENT, deployed, group);
            came.andNot(learned);
            came.andNot(deployed);
            add(Cause.EITHER, came, group);
            scans.addAll(now.of(closures.to()));
        }

        /** Those that the scanner finds now in the other closure too, had not found in this one, or had not found anywhere. */
        private BitSet learned(ClosurePair closures, Scan scan, BitSet came) {
            BitSet learned = (BitSet) newlyFound.clone();
            Scan ofOther = UsedScans.by(scan, now.of(closures.from()));
            if (ofOther != null) {
                learned.or(now.ids(ofOther));
            }
            Scan earlier = UsedScans.by(scan, before.of(closures.to()));
            if (earlier != null) {
                learned.or(Comparison.without(came, before.ids(earlier)));
            }
            learned.and(came);
            return learned;
        }

        /** Those that a database as new does not find in the other closure, or that the scanner had found in this one. */
        private BitSet deployed(ClosurePair closures, Scan old, Scan scan, BitSet came) {
            Scan ofOther = UsedScans.by(scan, now.of(closures.from()));
            if (!old.isOlderThan(scan) || (ofOther != null && !ofOther.isOlderThan(scan))) {
                return came;
            }
            Scan earlier = UsedScans.by(scan, before.of(closures.to()));
            BitSet deployed = earlier == null ? new BitSet() : before.ids(earlier);
            deployed.and(came);
            return deployed;
        }

        private void add(Cause cause, BitSet ids, HostGroup group) {
            Map<Integer, HostCount> counts = systems.computeIfAbsent(cause, key -> new HashMap<>());
            ids.stream()
                    .forEach(id ->
                            counts.computeIfAbsent(id, key -> new HostCount()).add(group));
        }

        List<Move> moves() {
            Map<Integer, AdvisoryInPackages> found = now.found(now.elements(scans));
            List<Move> moves = new ArrayList<>();
            systems.forEach((cause, counts) -> counts.forEach(
                    (id, hosts) -> moves.add(new Move(Objects.requireNonNull(found.get(id)), cause, hosts.hosts()))));
            moves.sort(BY_CAUSE);
            return moves;
        }
    }
}
