// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.closure;

import dev.rollcall.schema.domain.PackageVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Sets of packages by their ids. Two of them are compared by the ids of their packages, before anything is named. Not thread-safe while
 * sets are added.
 */
public final class PackageSets {

    private static final int[] NONE = {};

    private final Map<Integer, PackageVersion> packages = new HashMap<>();
    private final Map<Integer, int[]> sets = new HashMap<>();

    /** Adds a set, and sorts its elements. */
    public void add(int set, int[] elements) {
        Arrays.sort(elements);
        sets.put(set, elements);
    }

    public void add(int id, PackageVersion named) {
        packages.put(id, named);
    }

    public boolean has(int set) {
        return sets.containsKey(set);
    }

    public boolean hasName(int id) {
        return packages.containsKey(id);
    }

    /** How many packages a set holds, each version of one counted. */
    public int size(int set) {
        return elements(set).length;
    }

    /** The ids of the packages of a set. */
    public void forEach(int set, IntConsumer consumer) {
        for (int id : elements(set)) {
            consumer.accept(id);
        }
    }

    public PackageVersion named(int id) {
        return Objects.requireNonNull(packages.get(id), () -> "package " + id);
    }

    /** What differs between two sets, by the names of the packages. */
    public List<PackageChange> changes(int from, int to) {
        Map<String, Versions> changed = new TreeMap<>();
        int[] before = elements(from);
        int[] after = elements(to);
        int left = 0;
        int right = 0;
        while (left < before.length || right < after.length) {
            int order = left == before.length
                    ? 1
                    : right == after.length ? -1 : Integer.compare(before[left], after[right]);
            if (order < 0) {
                versions(changed, before[left]).before.add(named(before[left]));
            } else if (order > 0) {
                versions(changed, after[right]).after.add(named(after[right]));
            }
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }
        return changed.entrySet().stream()
                .map(entry -> new PackageChange(
                        entry.getKey(), oldestFirst(entry.getValue().before), oldestFirst(entry.getValue().after)))
                .toList();
    }

    private Versions versions(Map<String, Versions> changed, int id) {
        return changed.computeIfAbsent(named(id).name(), name -> new Versions());
    }

    private static List<String> oldestFirst(List<PackageVersion> versions) {
        if (versions.size() == 1) {
            return List.of(versions.get(0).version());
        }
        return versions.stream().sorted().map(PackageVersion::version).toList();
    }

    private int[] elements(int set) {
        return sets.getOrDefault(set, NONE);
    }

    /** The versions of one package that only one of two sets has. */
    private static final class Versions {
        private final List<PackageVersion> before = new ArrayList<>();
        private final List<PackageVersion> after = new ArrayList<>();
    }
}
