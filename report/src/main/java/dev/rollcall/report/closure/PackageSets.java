// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.closure;

import dev.rollcall.schema.domain.PackageVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sets of packages, of which several versions have one name. */
public final class PackageSets extends NumberedSets<PackageVersion> {

    public PackageSets() {
        super(PackageVersion::name);
    }

    /** What differs between two sets, by the names of the packages. */
    public List<PackageChange> changes(int from, int to) {
        Map<String, Versions> changed = new TreeMap<>();
        forEachDifference(from, to, (id, isInFirst) -> {
            Versions versions = changed.computeIfAbsent(named(id).name(), name -> new Versions());
            (isInFirst ? versions.before : versions.after).add(named(id));
        });
        return changed.entrySet().stream()
                .map(entry -> change(entry.getKey(), entry.getValue().before, entry.getValue().after))
                .toList();
    }

    /** A change of a package that has these versions in only one of two sets. */
    static PackageChange change(String name, List<PackageVersion> before, List<PackageVersion> after) {
        return new PackageChange(name, oldestFirst(before), oldestFirst(after));
    }

    private static List<String> oldestFirst(List<PackageVersion> versions) {
        return versions.stream().sorted().map(PackageVersion::version).toList();
    }

    /** The versions of one package that only one of two sets has. */
    private static final class Versions {
        private final List<PackageVersion> before = new ArrayList<>();
        private final List<PackageVersion> after = new ArrayList<>();
    }
}
