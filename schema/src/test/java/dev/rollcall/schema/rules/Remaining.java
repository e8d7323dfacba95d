// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import dev.rollcall.schema.oracle.Inventory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** What of an inventory has not arrived yet. */
final class Remaining {

    private final Set<Object> arrived = new HashSet<>();

    /** Takes some eighths of what is left, by chance; an evaluation never before its commit. */
    Inventory take(Inventory whole, SplittableRandom random, int eighths) {
        List<Inventory.Commit> commits = some(whole.commits(), random, eighths);
        List<Inventory.Evaluation> ready = whole.evaluations().stream()
                .filter(evaluation -> evaluation.commitId() == null
                        || whole.commits().stream()
                                .anyMatch(commit -> commit.id() == evaluation.commitId() && arrived.contains(commit)))
                .toList();
        return new Inventory(
                List.of(),
                commits,
                some(ready, random, eighths),
                List.of(),
                some(whole.states(), random, eighths),
                some(whole.heartbeats(), random, eighths));
    }

    private <T> List<T> some(List<T> all, SplittableRandom random, int eighths) {
        List<T> taken = all.stream()
                .filter(fact -> !arrived.contains(fact) && random.nextInt(8) < eighths)
                .toList();
        arrived.addAll(taken);
        return taken;
    }
}
