// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import dev.rollcall.report.closure.NumberedSets;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The scans that a snapshot used: of each closure that its systems run or that is due on one, the newest by each scanner.
 * An advisory is in a closure if any scanner found it there.
 */
public final class UsedScans {

    private final Map<Integer, List<Scan>> scans;
    private final NumberedSets<Advisory> sets;

    /**
     * Has these scans.
     *
     * @param scans by the id of the closure
     * @param sets the sets of all of them, named by {@link Advisory#key}
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
        Map<Integer, AdvisoryInPackages> runs = found(elements(of(closures.from())));
        return new HostAdvisories(
                of(closures.from()),
                closures.to() == null ? null : of(closures.to()),
                deployment.isPossible(),
                worstFirst(runs, number -> true),
                Set.copyOf(worstFirst(runs, deployment.gone()::get)),
                worstFirst(found(elements(of(closures.to()))), deployment.came()::get),
                deployment.unknown().cardinality());
    }

    private static List<AdvisoryInPackages> worstFirst(Map<Integer, AdvisoryInPackages> found, IntPredicate wanted) {
        return found.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .sorted(AdvisoryInPackages.WORST_FIRST)
                .toList();
    }

    /** The closures that have an advisory, by their ids. */
    public Map<Integer, AdvisoryInPackages> having(String id) {
        int number = sets.numberOf(Advisory.key(id));
        Map<Integer, AdvisoryInPackages> having = new HashMap<>();
        scans.forEach((closure, some) -> {
            AdvisoryInPackages found = found(elements(some).stream().filter(element -> number(element) == number))
                    .get(number);
            if (found != null) {
                having.put(closure, found);
            }
        });
        return having;
    }

    /** Whether deploying clears an advisory that a system has; null if that is not known. */
    public @Nullable Boolean clears(ClosurePair closures, String id) {
        return compare(closures).clears(sets.numberOf(Advisory.key(id)));
    }

    Comparison compare(ClosurePair closures) {
        List<Scan> first = of(closures.from());
        List<Scan> second = of(closures.to());
        BitSet from = ids(first);
        BitSet to = ids(second);
        BitSet gone = new BitSet();
        BitSet came = new BitSet();
        boolean isPossible = false;
        for (Scan scan : first) {
            Scan other = by(scan, second);
            if (other != null) {
                isPossible = true;
                if (!other.isOlderThan(scan)) {
                    gone.or(Comparison.without(ids(scan), to));
                }
                if (!scan.isOlderThan(other)) {
                    came.or(Comparison.without(ids(other), from));
                }
            }
        }
        BitSet unknown = (BitSet) from.clone();
        unknown.xor(to);
        unknown.andNot(gone);
        unknown.andNot(came);
        return new Comparison(isPossible, gone, came, unknown);
    }

    /** The numbers of the advisories that no earlier scan found, and that a scanner finds now in a closure that it had scanned. */
    BitSet newTo(UsedScans earlier) {
        BitSet found = new BitSet();
        BitSet known = new BitSet();
        earlier.scans.forEach((closure, before) -> {
            known.or(ids(before));
            of(closure).stream().filter(scan -> by(scan, before) != null).forEach(scan -> found.or(ids(scan)));
        });
        return Comparison.without(found, known);
    }

    /** The scan by the same scanner as another one; null if there is none. */
    static @Nullable Scan by(Scan other, List<Scan> some) {
        return some.stream()
                .filter(scan -> scan.scanner().name().equals(other.scanner().name()))
                .findFirst()
                .orElse(null);
    }

    BitSet ids(Scan scan) {
        return ids(List.of(scan));
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

    Map<Integer, AdvisoryInPackages> found(BitSet elements) {
        return found(elements.stream());
    }

    /** What elements stand for, by the number of the advisory. */
    private Map<Integer, AdvisoryInPackages> found(IntStream elements) {
        return elements.boxed()
                .collect(Collectors.groupingBy(
                        this::number,
                        Collectors.collectingAndThen(
                                Collectors.mapping(sets::named, Collectors.toList()), AdvisoryInPackages::of)));
    }

    private int number(int element) {
        return sets.nameNumber(element);
    }

    /** All numbers of advisories are below. */
    int numbers() {
        return sets.names();
    }
}
