// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.text.Words;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The beginning of a list, and the full length. */
public record Bounded<T>(List<T> shown, int total) {

    public Bounded {
        shown = List.copyOf(shown);
    }

    public static <T> Bounded<T> none() {
        return new Bounded<>(List.of(), 0);
    }

    /** The first elements of a whole list. */
    public static <T> Bounded<T> of(Collection<T> all, int most) {
        return new Bounded<>(all.stream().limit(most).toList(), all.size());
    }

    /** The first of those that are shown. */
    public Bounded<T> limit(int most) {
        return new Bounded<>(shown.subList(0, Math.min(most, shown.size())), total);
    }

    public int leftOut() {
        return total - shown.size();
    }

    /** The elements in words, such as {@code a, b and 3 more}. */
    public String joined() {
        return shown.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + (leftOut() > 0 ? " and " + Words.count(leftOut()) + " more" : "");
    }

    public <R> Bounded<R> map(Function<T, R> mapping) {
        return new Bounded<>(shown.stream().map(mapping).toList(), total);
    }
}
