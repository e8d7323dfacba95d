// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.util.List;
import java.util.function.Function;

/** The beginning of a list, and the full length. */
public record Bounded<T>(List<T> shown, int total) {

    public Bounded {
        shown = List.copyOf(shown);
    }

    public int leftOut() {
        return total - shown.size();
    }

    public <R> Bounded<R> map(Function<T, R> mapping) {
        return new Bounded<>(shown.stream().map(mapping).toList(), total);
    }
}
