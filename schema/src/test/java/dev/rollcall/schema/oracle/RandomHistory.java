// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.Import;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A flake whose branch is pushed to, rewritten, cut back and restored, and sometimes imported: from complete, shallow
 * or outdated clones, or from files. Dates are unreliable, and ids do not reflect the order.
 */
final class RandomHistory {
    /** More commits than the rules read first. */
    private static final int LONG = 25;

    private static final List<String> EVALUATIONS =
            List.of("pending", "in_progress", "complete", "complete", "complete", "failed", "cancelled");

    private final Chance chance;
    private final int flakeId;
    private final Set<Integer> usedIds;
    /** A fork may share some of them. */
    private final List<Commit> others;

    private final List<Commit> commits = new ArrayList<>();
    private final List<Import> imports = new ArrayList<>();
    private final List<List<Integer>> earlierLines = new ArrayList<>();
    private List<Integer> line = new ArrayList<>();

    RandomHistory(Chance chance, int flakeId, Set<Integer> usedIds, List<Commit> others) {
        this.chance = chance;
        this.flakeId = flakeId;
        this.usedIds = usedIds;
        this.others = others;
        generate();
    }

    List<Commit> commits() {
        return commits;
    }

    List<Import> imports() {
        return imports;
    }

    private void generate() {
        boolean isLong = chance.of(12);
        push(isLong ? chance.between(LONG, 2 * LONG) : chance.between(0, 5));
        if (chance.of(30)) {
            importFiles(Import.Kind.FILES);
        } else if (chance.of(25)) {
            importFiles(Import.Kind.FILES_WITH_FIRST_PARENTS);
        } else {
            importClones();
        }
    }

    private void importFiles(Import.Kind kind) {
        List<List<Integer>> parts = new ArrayList<>();
        List<Instant> times = times();
        times.forEach(any -> parts.add(new ArrayList<>()));
        line.forEach(id -> chance.oneOf(parts).add(id));
        for (int i = 0; i < times.size(); i++) {
            addImport(times.get(i), kind, parts.get(i));
        }
    }

    private void importClones() {
        boolean isFirst = true;
        for (Instant at : times()) {
            if (!isFirst) {
                change();
            }
            if (isFirst && chance.of(20)) {
                // files first, slightly different from the clone that follows
                addImport(
                        at,
                        Import.Kind.FILES,
                        line.stream().filter(any -> chance.of(80)).toList());
                push(chance.between(0, 1));
            } else if (chance.of(25) && !line.isEmpty()) {
                addImport(at, Import.Kind.SHALLOW_CLONE, line.subList(chance.between(0, line.size() - 1), line.size()));
            } else {
                addImport(at, Import.Kind.CLONE, line);
            }
            isFirst = false;
        }
    }

    private List<Instant> times() {
        Set<Instant> times = new TreeSet<>();
        chance.repeat(1, 6, () -> times.add(chance.time()));
        return List.copyOf(times);
    }

    private void addImport(Instant at, Import.Kind kind, List<Integer> ids) {
        if (!ids.isEmpty()) {
            imports.add(new Import(flakeId, at, kind, ids));
        }
    }

    private void change() {
        earlierLines.add(List.copyOf(line));
        if (chance.of(30)) {
            cutBack();
            push(chance.between(1, 2));
        } else if (chance.of(15)) {
            cutBack();
        } else if (chance.of(30)) {
            line = new ArrayList<>(chance.oneOf(earlierLines));
        } else {
            push(chance.between(0, 2));
        }
    }

    /** At least one commit stays, because a branch is never empty. */
    private void cutBack() {
        if (!line.isEmpty()) {
            line = new ArrayList<>(line.subList(0, chance.between(1, line.size())));
        }
    }

    private void push(int count) {
        for (int i = 0; i < count; i++) {
            Integer parent = line.isEmpty() ? null : line.get(line.size() - 1);
            Commit commit = commit(parent);
            commits.add(commit);
            line.add(commit.id());
        }
    }

    private Commit commit(@Nullable Integer parent) {
        int id = chance.between(1, 9_999);
        while (!usedIds.add(id)) {
            id = chance.between(1, 9_999);
        }
        Commit commit = new Commit(id, flakeId, unusedHash(id), date(), parent, null, null);
        if (chance.of(60)) {
            return commit;
        }
        String status = chance.oneOf(EVALUATIONS);
        return commit.withEvaluation(status, status.equals("failed") && chance.of(70) ? "all of " + id % 3 : null);
    }

    /** A fork shares commits with its origin; some hashes share a prefix. */
    private String unusedHash(int id) {
        String ofOrigin =
                chance.of(10) && !others.isEmpty() ? chance.oneOf(others).hash() : null;
        boolean isUsed = commits.stream().anyMatch(commit -> commit.hash().equals(ofOrigin));
        return ofOrigin != null && !isUsed ? ofOrigin : "%07x%033x".formatted(0xabc0000 + id % 7, id);
    }

    /** Mostly in order. */
    private Instant date() {
        if (chance.of(4)) {
            return Chance.START.plus(Duration.ofDays(400));
        }
        int place = commits.size();
        return chance.of(50) ? Chance.minute(Math.min(place, Chance.MINUTES - 1)) : chance.time();
    }

    static Set<Integer> known(List<Import> imports) {
        Set<Integer> known = new LinkedHashSet<>();
        imports.forEach(each -> known.addAll(each.commitIds()));
        return known;
    }
}
