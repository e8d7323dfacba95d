// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import dev.rollcall.report.advisory.Scan.Scanner;
import dev.rollcall.report.closure.HostCount;
import dev.rollcall.report.closure.HostGroup;
import dev.rollcall.report.model.Bounded;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The advisories that the systems of a snapshot have.
 *
 * @param advisories the worst first, and of the same score the one that most systems have
 * @param affected how many systems have any
 * @param scanned how many systems run a closure that was scanned
 * @param notScanned how many run another one
 * @param clearing on how many systems a deployment clears some
 * @param bringing on how many systems a deployment brings some
 * @param scanners those that scanned what systems run, by name
 */
public record AdvisoriesInUse(
        List<Use> advisories,
        int affected,
        int scanned,
        int notScanned,
        int clearing,
        int bringing,
        List<ScannerUse> scanners) {

    private static final Comparator<Use> WORST_FIRST = Comparator.<Use, Found>comparing(
                    Use::found, Comparator.comparing(Found::score, Found.SCORES))
            .thenComparing(
                    Comparator.<Use>comparingInt(use -> use.systems().total()).reversed())
            .thenComparing(use -> use.found().id());

    public AdvisoriesInUse {
        advisories = List.copyOf(advisories);
        scanners = List.copyOf(scanners);
    }

    /**
     * An advisory and the systems that have it.
     *
     * @param cleared on how many of them a deployment clears it
     */
    public record Use(Found found, Bounded<String> systems, int cleared) {}

    /**
     * A scanner with the newest state of its database.
     *
     * @param oldest the oldest state that a scan of a running closure used; null if none has a date
     */
    public record ScannerUse(Scanner newest, @Nullable Instant oldest) {}

    /** Looks at each pair of closures once, however many systems it stands for. */
    public static AdvisoriesInUse of(UsedScans scans, ClosureGroups systems) {
        Counter counter = new Counter(scans);
        systems.forEach(counter::add);
        return counter.result();
    }

    private static final class Counter {

        private final UsedScans scans;
        private final Map<Integer, HostCount> systems = new HashMap<>();
        private final Map<Integer, Integer> cleared = new HashMap<>();
        private final Set<Scan> used = new HashSet<>();
        private int affected;
        private int scanned;
        private int notScanned;
        private int clearing;
        private int bringing;

        Counter(UsedScans scans) {
            this.scans = scans;
        }

        void add(ClosurePair closures, HostGroup group) {
            List<Scan> runs = scans.of(closures.from());
            if (runs.isEmpty()) {
                notScanned += group.systems();
                return;
            }
            used.addAll(runs);
            scanned += group.systems();
            BitSet ids = scans.ids(runs);
            ids.stream()
                    .forEach(id ->
                            systems.computeIfAbsent(id, key -> new HostCount()).add(group));
            affected += ids.isEmpty() ? 0 : group.systems();
            Comparison deployment = scans.compare(closures);
            BitSet gone = deployment.gone();
            gone.stream().forEach(id -> cleared.merge(id, group.systems(), Integer::sum));
            clearing += gone.isEmpty() ? 0 : group.systems();
            bringing += deployment.came().isEmpty() ? 0 : group.systems();
        }

        AdvisoriesInUse result() {
            return new AdvisoriesInUse(
                    scans.found(scans.elements(used)).entrySet().stream()
                            .map(entry -> new Use(
                                    entry.getValue(),
                                    Objects.requireNonNull(systems.get(entry.getKey()))
                                            .hosts(),
                                    cleared.getOrDefault(entry.getKey(), 0)))
                            .sorted(WORST_FIRST)
                            .toList(),
                    affected,
                    scanned,
                    notScanned,
                    clearing,
                    bringing,
                    scanners());
        }

        private List<ScannerUse> scanners() {
            return used.stream()
                    .map(Scan::scanner)
                    .collect(Collectors.groupingBy(Scanner::name, TreeMap::new, Collectors.toList()))
                    .values()
                    .stream()
                    .map(AdvisoriesInUse::use)
                    .toList();
        }
    }

    private static ScannerUse use(List<Scanner> states) {
        return new ScannerUse(
                states.stream().max(Scanner.OLDEST_FIRST).orElseThrow(),
                states.stream()
                        .map(Scanner::databaseAt)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }
}
