// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Named times, each measured several times, printed as medians, spreads and ratios to a floor in the same run.
 * Thread-safe while measuring.
 */
final class Measures {

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    interface Work {
        void run() throws Exception;
    }

    /** Runs it once and records the duration. */
    void time(String name, Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        note(name, (System.nanoTime() - begin) / 1e6);
    }

    /** Records another measurement, in milliseconds unless the name says otherwise. */
    synchronized void note(String name, double value) {
        values.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
    }

    double median(String name) {
        List<Double> sorted = sorted(name);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The shortest, as on an idle machine. */
    double least(String name) {
        return sorted(name).get(0);
    }

    /** Name, median, minimum, maximum, and ratio to the floor, if it was measured. */
    String table(String floor) {
        double unit = values.containsKey(floor) ? median(floor) : Double.NaN;
        StringBuilder table = new StringBuilder(
                "%-45s %10s %10s %10s %8s%n".formatted("what", "median ms", "least", "most", "x floor"));
        values.keySet()
                .forEach(name -> table.append(String.format(
                        Locale.ROOT,
                        "%-45s %10.1f %10.1f %10.1f %8.2f%n",
                        name,
                        median(name),
                        sorted(name).get(0),
                        sorted(name).get(sorted(name).size() - 1),
                        median(name) / unit)));
        return table.toString();
    }

    /** For a JSON file: the values in the order they were measured. */
    Map<String, List<Double>> all() {
        return values;
    }

    private List<Double> sorted(String name) {
        return values.getOrDefault(name, List.of()).stream().sorted().toList();
    }
}
