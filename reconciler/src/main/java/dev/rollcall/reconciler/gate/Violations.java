// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.report.model.Bounded;
import java.util.ArrayList;
import java.util.List;

/** Counts hostnames and keeps the first ones. */
final class Violations {

    /** More than anyone reads; the CSV has all of them. */
    private static final int KEPT = 1000;

    private final List<String> first = new ArrayList<>();
    private int total;

    void add(String hostname) {
        total++;
        if (first.size() < KEPT) {
            first.add(hostname);
        }
    }

    int total() {
        return total;
    }

    Bounded<String> bounded() {
        return new Bounded<>(first, total);
    }

    static Bounded<String> none() {
        return new Violations().bounded();
    }
}
