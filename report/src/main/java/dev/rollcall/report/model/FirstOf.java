// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The first elements by an order, in insertion order among equals; keeps no more than requested. */
public final class FirstOf<T> {

    private final int limit;
    private final Comparator<Arrival<T>> order;
    private final PriorityQueue<Arrival<T>> kept;
    private int seen;

    public FirstOf(int limit, Comparator<? super T> order) {
        this.limit = limit;
        this.order = Comparator.<Arrival<T>, T>comparing(Arrival::value, order).thenComparingInt(Arrival::order);
        this.kept = new PriorityQueue<>(this.order.reversed());
    }

    public void add(T value) {
        Arrival<T> arrival = new Arrival<>(value, seen++);
        if (kept.size() < limit) {
            kept.add(arrival);
        } else if (!kept.isEmpty() && order.compare(arrival, kept.element()) < 0) {
            kept.remove();
            kept.add(arrival);
        }
    }

    public Bounded<T> get() {
        List<T> values = kept.stream().sorted(order).map(Arrival::value).toList();
        return new Bounded<>(values, seen);
    }

    private record Arrival<T>(T value, int order) {}
}
