// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.util.ArrayList;
import java.util.List;

/** Collects the first elements, and counts all. */
public final class Counted<T> {

    private final int most;
    private final List<T> first = new ArrayList<>();
    private int total;

    public Counted(int most) {
        this.most = most;
    }

    public void add(T element) {
        if (total++ < most) {
            first.add(element);
        }
    }

    public int total() {
        return total;
    }

    public Bounded<T> bounded() {
        return new Bounded<>(first, total);
    }
}
