// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.closure;

import dev.rollcall.report.model.Bounded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The packages that the systems of a snapshot run.
 *
 * @param packages by name
 * @param collected how many systems run a closure that was imported
 * @param notCollected how many run another one
 */
public record PackagesInUse(List<Use> packages, int collected, int notCollected) {

    public PackagesInUse {
        packages = List.copyOf(packages);
    }

    /**
     * A package in all its versions, the newest first.
     *
     * @param systems how many run any version of it
     */
    public record Use(String name, List<Version> versions, int systems) {

        public Use {
            versions = List.copyOf(versions);
        }

        /** How many systems run none but versions older than the newest that any system runs. */
        public int behind() {
            return systems - versions.get(0).systems().total();
        }
    }

    /** A version and the systems that run it. */
    public record Version(String version, Bounded<String> systems) {}

    /** Counts each set of packages once, however many systems run it; the number of a group is that of its set. */
    public static PackagesInUse of(PackageSets sets, List<HostGroup> uses, int notCollected) {
        HostCount[] versions = HostCount.several(sets.bound());
        HostCount[] names = HostCount.several(sets.names());
        uses.stream()
                .sorted(Comparator.comparing(use -> use.firstHosts().get(0)))
                .forEach(use -> {
                    for (int id : sets.elements(use.number())) {
                        versions[id].add(use);
                        names[sets.nameNumber(id)].add(use);
                    }
                });
        Map<String, List<Integer>> idsOf = new TreeMap<>();
        IntStream.range(0, versions.length)
                .filter(id -> versions[id].systems() > 0)
                .forEach(id -> idsOf.computeIfAbsent(sets.named(id).name(), name -> new ArrayList<>())
                        .add(id));
        return new PackagesInUse(
                idsOf.entrySet().stream()
                        .map(entry -> new Use(
                                entry.getKey(),
                                entry.getValue().stream()
                                        .sorted(Comparator.comparing(sets::named)
                                                .reversed())
                                        .map(id -> new Version(sets.named(id).version(), versions[id].hosts()))
                                        .toList(),
                                names[sets.nameNumber(entry.getValue().get(0))].systems()))
                        .toList(),
                uses.stream().mapToInt(HostGroup::systems).sum(),
                notCollected);
    }
}
