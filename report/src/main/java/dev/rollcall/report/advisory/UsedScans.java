// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import dev.rollcall.report.closure.NumberedSets;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The scans that a snapshot used: of each closure that its systems run or that is due on one, the newest by each scanner.
 * An advisory is in a closure if any scanner found it there. Two closures are compared only by the scanners that scanned both.
 */
public final class UsedScans {

    private final Map<Integer, List<Scan>> scans;
    private final NumberedSets<Advisory> sets;

    /**
     * Has these scans.
     *
     * @param scans by the id of the closure
     * @param sets the sets of all of them
     */
    public UsedScans(Map<Integer, List<Scan>> scans, NumberedSets<Advisory> sets) {
        this.scans = scans;
        this.sets = sets;
    }

    /** The scans of a closure; none if it was not scanned. */
    public List<Scan> of(@Nullable Integer closure) {
        return closure == null ? List.of() : scans.getOrDefault(closure, List.of());
    }

    /** What was found in what a system runs, and what a deployment would change. */
    public HostAdvisories of(ClosurePair closures) {
        Comparison deployment = compare(closures);
        BitSet cleared = deployment.gone();
        BitSet brought = deployment.came();
        Map<Integer, Found> runs = found(elements(of(closures.from())));
        Map<Integer, Found> due = found(elements(of(closures.to())));
        return new HostAdvisories(
                of(closures.from()),
                closures.to() == null ? null : of(closures.to()),
                deployment.isPossible(),
                worstFirst(runs),
                runs.entrySet().stream()
                        .filter(entry -> cleared.get(entry.getKey()))
                        .map(entry -> entry.getValue().id())
                        .collect(Collectors.toUnmodifiableSet()),
                due.entrySet().stream()
                        .filter(entry -> brought.get(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .sorted(Found.WORST_FIRST)
                        .toList());
    }

    /** The numbers of the advisories that no earlier scan found, and that a scanner finds now in a closure that it had scanned. */
    BitSet newTo(UsedScans earlier) {
        BitSet found = new BitSet();
        BitSet known = new BitSet();
        earlier.scans.forEach((closure, before) -> {
            known.or(ids(before));
            found.or(compare(before, of(closure)).came());
        });
        return Comparison.without(found, known);
    }

    Comparison compare(ClosurePair pair) {
        return compare(of(pair.from()), of(pair.to()));
    }

    Comparison compare(List<Scan> from, List<Scan> to) {
        Set<String> both = names(from);
        both.retainAll(names(to));
        return new Comparison(both, ids(from, both), ids(to, both));
    }

    /** The numbers of the advisories that these scanners found. */
    BitSet ids(List<Scan> some, Set<String> scanners) {
        return ids(some.stream()
                .filter(scan -> scanners.contains(scan.scanner().name()))
                .toList());
    }

    BitSet ids(List<Scan> some) {
        BitSet ids = new BitSet();
        some.forEach(scan -> IntStream.of(sets.elements(scan.set())).forEach(element -> ids.set(number(element))));
        return ids;
    }

    /** The elements of the sets of some scans. */
    BitSet elements(Collection<Scan> some) {
        BitSet elements = new BitSet();
        some.forEach(scan -> IntStream.of(sets.elements(scan.set())).forEach(elements::set));
        return elements;
    }

    /** What elements stand for, by the number of the advisory. */
    Map<Integer, Found> found(BitSet elements) {
        return elements.stream()
                .boxed()
                .collect(Collectors.groupingBy(
                        this::number,
                        Collectors.collectingAndThen(Collectors.mapping(sets::named, Collectors.toList()), Found::of)));
    }

    int number(int element) {
        return sets.nameNumber(element);
    }

    static Set<String> names(List<Scan> some) {
        return some.stream().map(scan -> scan.scanner().name()).collect(Collectors.toSet());
    }

    private static List<Found> worstFirst(Map<Integer, Found> found) {
        return found.values().stream().sorted(Found.WORST_FIRST).toList();
    }
}
