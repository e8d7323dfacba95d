// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

import dev.rollcall.schema.domain.PackageVersion;
import dev.rollcall.schema.domain.VersionOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A scanner whose database learns of advisories over time. */
final class DemoScanner {

    /** From when a database has an advisory: a share of the nights, 1 being the last one. */
    private record Entry(String id, String name, double score, double since, Affected affected) {}

    /** Which versions have an advisory: seen from the newest when the database learned of it. */
    private enum Affected {
        UP_TO_NEWEST,
        AFTER_NEWEST,
        /** no update helps */
        ALL
    }

    private static final List<Entry> ENTRIES = List.of(
            new Entry("CVE-2026-20114", "openssl", 9.8, 0, Affected.UP_TO_NEWEST),
            new Entry("CVE-2026-20131", "openssl", 7.5, 0, Affected.UP_TO_NEWEST),
            new Entry("CVE-2026-19877", "openssl", 5.3, 0, Affected.UP_TO_NEWEST),
            new Entry("CVE-2026-18002", "curl", 6.5, 0, Affected.UP_TO_NEWEST),
            new Entry("CVE-2025-30411", "postgresql", 6.8, 0, Affected.ALL),
            new Entry("CVE-2026-21240", "sudo", 7.8, 0.6, Affected.UP_TO_NEWEST),
            new Entry("CVE-2026-22417", "mosquitto", 8.1, 0.7, Affected.AFTER_NEWEST),
            new Entry("CVE-2026-22690", "firefox", 8.8, 0.9, Affected.UP_TO_NEWEST),
            new Entry("CVE-2026-23310", "glibc", 7.0, 1, Affected.UP_TO_NEWEST));

    private final Map<Entry, String> newestWhenLearned = new HashMap<>();

    /** An advisory of a version of a package. */
    record Found(String id, PackageVersion affected, double score) {}

    /**
     * Updates the database.
     *
     * @param past the share of the nights that have passed
     * @param closures the names of the store paths of each closure that there is
     */
    void update(double past, Collection<List<String>> closures) {
        for (Entry entry : ENTRIES) {
            if (entry.since() <= past && !newestWhenLearned.containsKey(entry)) {
                closures.stream()
                        .flatMap(List::stream)
                        .flatMap(name -> PackageVersion.ofStorePathName(name).stream())
                        .filter(found -> found.name().equals(entry.name()))
                        .map(PackageVersion::version)
                        .max(VersionOrder.OLDEST_FIRST)
                        .ifPresent(newest -> newestWhenLearned.put(entry, newest));
            }
        }
    }

    /** What it finds in a closure. */
    List<Found> scan(List<String> names) {
        List<Found> found = new ArrayList<>();
        names.stream()
                .flatMap(name -> PackageVersion.ofStorePathName(name).stream())
                .distinct()
                .forEach(affected -> newestWhenLearned.forEach((entry, newest) -> {
                    if (affected.name().equals(entry.name())
                            && isAffected(affected.version(), newest, entry.affected())) {
                        found.add(new Found(entry.id(), affected, entry.score()));
                    }
                }));
        found.sort(Comparator.comparing(Found::id));
        return found;
    }

    private static boolean isAffected(String version, String newest, Affected affected) {
        boolean isAfter = VersionOrder.OLDEST_FIRST.compare(version, newest) > 0;
        return affected == Affected.ALL || isAfter == (affected == Affected.AFTER_NEWEST);
    }
}
