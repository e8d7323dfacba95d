// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.closure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sets of things by their ids, which are small numbers: a night has millions of elements, so these are kept in arrays, and nothing is
 * named before two sets differ in it. Several things may have one name. Not thread-safe while sets are added.
 */
public class NumberedSets<T> {

    private static final int[] NONE = {};

    private final Function<T, String> nameOf;
    private final Map<Integer, int[]> sets = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private @Nullable Object[] things = new Object[1024];
    private int[] nameNumbers = new int[1024];

    public NumberedSets(Function<T, String> nameOf) {
        this.nameOf = nameOf;
    }

    /** Receives the things that only one of two sets has. */
    interface Difference {
        void accept(int id, boolean isInFirst);
    }

    /** Adds a set, and sorts its elements. */
    public final void add(int set, int[] elements) {
        Arrays.sort(elements);
        sets.put(set, elements);
    }

    public final void add(int id, T thing) {
        if (id >= things.length) {
            things = Arrays.copyOf(things, Math.max(id + 1, 2 * things.length));
            nameNumbers = Arrays.copyOf(nameNumbers, things.length);
        }
        things[id] = thing;
        nameNumbers[id] = numbers.computeIfAbsent(nameOf.apply(thing), name -> {
            names.add(name);
            return names.size() - 1;
        });
    }

    public final boolean has(int set) {
        return sets.containsKey(set);
    }

    public final boolean hasName(int id) {
        return id < things.length && things[id] != null;
    }

    /** How many things a set holds. */
    public final int size(int set) {
        return elements(set).length;
    }

    @SuppressWarnings("unchecked") // only what was added as T
    public final T named(int id) {
        return (T) Objects.requireNonNull(things[id], () -> "thing " + id);
    }

    /** The ids of the things of a set, in ascending order; not to be changed. */
    public final int[] elements(int set) {
        return sets.getOrDefault(set, NONE);
    }

    /** More than any id of a thing. */
    final int bound() {
        return things.length;
    }

    /** The number of the name of a thing: those of one name have the same, and all are below {@link #names}. */
    public final int nameNumber(int id) {
        return nameNumbers[id];
    }

    /** The number of a name; -1 if nothing has it. */
    public final int numberOf(String name) {
        return numbers.getOrDefault(name, -1);
    }

    public final int names() {
        return names.size();
    }

    final void forEachDifference(int from, int to, Difference consumer) {
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
}
