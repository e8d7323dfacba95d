// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import dev.rollcall.report.advisory.Scan.Scanner;
import dev.rollcall.report.closure.HostCount;
import dev.rollcall.report.closure.HostGroup;
import dev.rollcall.report.model.Bounded;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
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
 * @param systemsCleared on how many systems a deployment clears some
 * @param systemsBrought to how many systems a deployment brings some
 * @param systemsUnknown on how many systems it is not known of some whether a deployment clears or brings them
 * @param scanners those that scanned what systems run, by name
 */
public record AdvisoriesInUse(
        List<Use> advisories,
        int affected,
        int scanned,
        int notScanned,
        int systemsCleared,
        int systemsBrought,
        int systemsUnknown,
        List<ScannerUse> scanners) {

    private static final Comparator<Use> WORST_FIRST = Comparator.<Use, AdvisoryInPackages>comparing(
                    Use::found, Comparator.comparing(AdvisoryInPackages::score, AdvisoryInPackages.SCORES))
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
    public record Use(AdvisoryInPackages found, Bounded<String> systems, int cleared) {}

    /**
     * A scanner with the newest state of its database.
     *
     * @param oldestDatabase the oldest state that a scan of a running closure used; null if none has a date
     */
    public record ScannerUse(Scanner newest, @Nullable Instant oldestDatabase, Instant newestScan, Instant oldestScan) {

        /** How new its scans are: the date of its database, and without one of the scan. */
        public Instant newestAt() {
            return newest.databaseAt() == null ? newestScan : newest.databaseAt();
        }

        public Instant oldestAt() {
            return oldestDatabase == null ? oldestScan : oldestDatabase;
        }
    }

    /** Looks at each pair of closures once, however many systems it stands for. */
    public static AdvisoriesInUse of(UsedScans scans, ClosureGroups systems) {
        Counter counter = new Counter(scans);
        systems.forEach(counter::add);
        return counter.result();
    }

    private static final class Counter {

        private final UsedScans scans;
        private final HostCount[] systems;
        private final int[] cleared;
        private final Set<Scan> used = new HashSet<>();
        private int affected;
        private int scanned;
        private int notScanned;
        private int systemsCleared;
        private int systemsBrought;
        private int systemsUnknown;

        Counter(UsedScans scans) {
            this.scans = scans;
            this.systems = HostCount.several(scans.numbers());
            this.cleared = new int[scans.numbers()];
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
            ids.stream().forEach(id -> systems[id].add(group));
            affected += ids.isEmpty() ? 0 : group.systems();
            if (closures.to() == null) {
                return;
            }
            Comparison deployment = scans.compare(closures);
            deployment.gone().stream().forEach(id -> cleared[id] += group.systems());
            systemsCleared += deployment.gone().isEmpty() ? 0 : group.systems();
            systemsBrought += deployment.came().isEmpty() ? 0 : group.systems();
            systemsUnknown += deployment.isPossible() && deployment.unknown().isEmpty() ? 0 : group.systems();
        }

        AdvisoriesInUse result() {
            return new AdvisoriesInUse(
                    scans.found(scans.elements(used)).entrySet().stream()
                            .map(entry ->
                                    new Use(entry.getValue(), systems[entry.getKey()].hosts(), cleared[entry.getKey()]))
                            .sorted(WORST_FIRST)
                            .toList(),
                    affected,
                    scanned,
                    notScanned,
                    systemsCleared,
                    systemsBrought,
                    systemsUnknown,
                    used.stream()
                            .collect(Collectors.groupingBy(
                                    scan -> scan.scanner().name(), TreeMap::new, Collectors.toList()))
                            .values()
                            .stream()
                            .map(AdvisoriesInUse::use)
                            .toList());
        }
    }

    private static ScannerUse use(List<Scan> scans) {
        List<Instant> times = scans.stream().map(Scan::scannedAt).sorted().toList();
        return new ScannerUse(
                scans.stream().map(Scan::scanner).max(Scanner.OLDEST_FIRST).orElseThrow(),
                scans.stream()
                        .map(scan -> scan.scanner().databaseAt())
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                times.get(times.size() - 1),
                times.get(0));
    }
}
