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
import org.jspecify.annotations.Nullable;

/**
 * Sets of packages by their ids, which are small numbers: a night has millions of elements, so these are kept in arrays, and nothing is
 * named before two sets differ in it. Not thread-safe while sets are added.
 */
public final class PackageSets {

    private static final int[] NONE = {};

    private final Map<Integer, int[]> sets = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private @Nullable PackageVersion[] packages = new PackageVersion[1024];
    private int[] nameNumbers = new int[1024];

    /** Receives the packages that only one of two sets has. */
    interface Difference {
        void accept(int id, boolean isInFirst);
    }

    /** Adds a set, and sorts its elements. */
    public void add(int set, int[] elements) {
        Arrays.sort(elements);
        sets.put(set, elements);
    }

    public void add(int id, PackageVersion named) {
        if (id >= packages.length) {
            packages = Arrays.copyOf(packages, Math.max(id + 1, 2 * packages.length));
            nameNumbers = Arrays.copyOf(nameNumbers, packages.length);
        }
        packages[id] = named;
        nameNumbers[id] = names.computeIfAbsent(named.name(), name -> names.size());
    }

    public boolean has(int set) {
        return sets.containsKey(set);
    }

    public boolean hasName(int id) {
        return id < packages.length && packages[id] != null;
    }

    /** How many packages a set holds, counting each version of one. */
    public int size(int set) {
        return elements(set).length;
    }

    public PackageVersion named(int id) {
        return Objects.requireNonNull(packages[id], () -> "package " + id);
    }

    /** The ids of the packages of a set, in ascending order; not to be changed. */
    int[] elements(int set) {
        return sets.getOrDefault(set, NONE);
    }

    /** More than any id of a package. */
    int bound() {
        return packages.length;
    }

    /** The number of the name of a package: versions of one package have the same, and all are below {@link #names}. */
    int nameNumber(int id) {
        return nameNumbers[id];
    }

    int names() {
        return names.size();
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

    void forEachDifference(int from, int to, Difference consumer) {
        int[] before = elements(from);
        int[] after = elements(to);
        int left = 0;
        int right = 0;
        while (left < before.length || right < after.length) {
            int order = left == before.length
                    ? 1
                    : right == after.length ? -1 : Integer.compare(before[left], after[right]);
            if (order != 0) {
                consumer.accept(order < 0 ? before[left] : after[right], order < 0);
            }
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }
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
