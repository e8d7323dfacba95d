// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static java.util.Comparator.comparing;

import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.Import;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Replays the imports of one flake: which commits were on its branch, in which order, and when. */
final class Branch {

    private final Map<Integer, Commit> world;
    /** When each known commit was first recorded. */
    private final Map<Integer, Instant> recordedAt = new HashMap<>();
    /** The known first parents, by child. */
    private final Map<Integer, Integer> firstParents = new HashMap<>();
    /** The commits on the branch, and the import that put each there: {@link Instant#MIN} if it was simply added. */
    private final Map<Integer, Instant> live = new HashMap<>();

    /** The same for withdrawn commits. */
    private final Map<Integer, Instant> joinedBefore = new HashMap<>();

    private final List<Period> ended = new ArrayList<>();
    /** A cache between two imports. */
    private final Map<Integer, Instant> effectiveTimes = new HashMap<>();

    private boolean hasLine;

    private Branch(Inventory inventory) {
        this.world = inventory.commits().stream().collect(Collectors.toMap(Commit::id, commit -> commit));
    }

    static Branch of(Inventory inventory, int flakeId) {
        Branch branch = new Branch(inventory);
        inventory.imports().stream()
                .filter(each -> each.flakeId() == flakeId)
                .sorted(comparing(Import::at))
                .forEach(branch::bring);
        return branch;
    }

    /** Every period of every known commit. */
    List<Period> periods() {
        List<Period> periods = new ArrayList<>();
        ended.forEach(period -> periods.add(period.onALine(depth(period.commit().id()))));
        live.keySet().forEach(id -> periods.add(period(id)));
        return periods;
    }

    Optional<Integer> firstParentOf(int commitId) {
        return Optional.ofNullable(firstParents.get(commitId));
    }

    Optional<Instant> recordedAt(int commitId) {
        return Optional.ofNullable(recordedAt.get(commitId));
    }

    private void bring(Import brought) {
        effectiveTimes.clear();
        if (brought.isOfClone()) {
            follow(brought);
            hasLine = true;
        }
        for (int id : brought.commitIds()) {
            tell(brought, id);
            // a file adds unknown commits to the branch; withdrawn ones stay withdrawn
            if (recordedAt.putIfAbsent(id, brought.at()) == null) {
                live.putIfAbsent(id, Instant.MIN);
            }
        }
        effectiveTimes.clear();
    }

    /** Makes the history of a clone the branch. */
    private void follow(Import brought) {
        // the state before the import, which earlier nights keep
        List<Period> before = live.keySet().stream()
                .map(id -> period(id))
                .sorted(Period.BY_AGE)
                .toList();
        List<Integer> line = withKnownAncestors(brought);
        List<Period> others = before.stream()
                .filter(period -> !line.contains(period.commit().id()))
                .toList();
        List<Period> lost = brought.kind() == Import.Kind.CLONE
                ? others
                : others.stream()
                        .filter(period -> isNewerThanBoundary(period, line, before))
                        .toList();
        List<Period> kept =
                others.stream().filter(period -> !lost.contains(period)).toList();

        // commits at the end are new; predecessors of a commit that stays were always on the branch
        List<Integer> added = new ArrayList<>();
        for (int id : line) {
            if (live.containsKey(id)) {
                added.forEach(this::addToThePast);
                added.clear();
            } else {
                added.add(id);
            }
        }
        boolean joins = !lost.isEmpty() || (added.size() == line.size() && isDatedBeforeOneOf(kept, line, brought));
        for (int id : added) {
            joins = joins || wasKnown(id);
            live.put(id, joins ? brought.at() : lastEnd());
        }
        for (Period period : lost) {
            joinedBefore.put(period.commit().id(), live.remove(period.commit().id()));
            ended.add(period.endedAt(brought.at()));
        }
    }

    /** It precedes a commit that stays, so it was always on the branch, even if it was withdrawn. */
    private void addToThePast(int id) {
        ended.stream()
                .filter(period -> period.commit().id() == id)
                .max(comparing(Period::until))
                .ifPresent(ended::remove);
        live.put(id, joinedBefore.getOrDefault(id, Instant.MIN));
    }

    /** A truncated history continues with the known older commits. */
    private List<Integer> withKnownAncestors(Import brought) {
        brought.commitIds().forEach(id -> tell(brought, id));
        List<Integer> line = new ArrayList<>(brought.commitIds());
        for (Integer older = parentIfKnown(line.get(0)); older != null; older = parentIfKnown(older)) {
            line.add(0, older);
        }
        return line;
    }

    /** It follows a commit of the truncated history or its unknown parent, or was after one of its commits. */
    private boolean isNewerThanBoundary(Period other, List<Integer> line, List<Period> before) {
        Integer missing = firstParents.get(line.get(0));
        for (Integer older = other.commit().id(); older != null; older = firstParents.get(older)) {
            if (line.contains(older) || older.equals(missing)) {
                return true;
            }
        }
        return before.stream()
                .anyMatch(shared -> line.contains(shared.commit().id()) && Period.BY_AGE.compare(shared, other) < 0);
    }

    /** The last commit of a clone is the newest; if dates would put it elsewhere, it counts from the import on. */
    private boolean isDatedBeforeOneOf(List<Period> kept, List<Integer> line, Import brought) {
        Commit boundary = commit(line.get(0));
        return kept.stream()
                .anyMatch(period ->
                        !boundary.at().isAfter(period.from()) || boundary.at().isAfter(brought.at()));
    }

    private void tell(Import brought, int id) {
        Integer parent = commit(id).firstParent();
        if (parent != null && brought.kind() != Import.Kind.FILES) {
            firstParents.put(id, parent);
            hasLine = true;
        }
    }

    private boolean wasKnown(int id) {
        return recordedAt.containsKey(id);
    }

    /** After a force push, replacements of lost commits count from the import at the earliest. */
    private Instant lastEnd() {
        return ended.stream().map(Period::until).max(Instant::compareTo).orElse(Instant.MIN);
    }

    private Period period(int id) {
        Instant from = hasLine ? effectiveTime(id) : commit(id).at();
        return new Period(commit(id), from, from, Instant.MAX, hasLine ? depth(id) : 0, hasLine);
    }

    /** The latest date of the commit and its predecessors, but not before it joined the branch. */
    private Instant effectiveTime(int id) {
        Instant known = effectiveTimes.get(id);
        if (known != null) {
            return known;
        }
        Integer older = parentIfKnown(id);
        Instant own = later(date(id), live.getOrDefault(id, Instant.MIN));
        Instant effective = older == null ? own : later(own, effectiveTime(older));
        effectiveTimes.put(id, effective);
        return effective;
    }

    private int depth(int id) {
        Integer older = parentIfKnown(id);
        return older == null ? 0 : 1 + depth(older);
    }

    /** A date later than the first import of the commit is ignored. */
    private Instant date(int id) {
        Instant recorded = Objects.requireNonNull(recordedAt.get(id));
        if (hasDate(id)) {
            return commit(id).at();
        }
        Integer next = childOnBranch(id);
        while (next != null && !hasDate(next)) {
            next = childOnBranch(next);
        }
        return next == null || commit(next).at().isAfter(recorded)
                ? recorded
                : commit(next).at();
    }

    private boolean hasDate(int id) {
        return !commit(id).at().isAfter(Objects.requireNonNull(recordedAt.get(id)));
    }

    private @Nullable Integer childOnBranch(int id) {
        return live.keySet().stream()
                .filter(child -> Objects.equals(parentIfKnown(child), id))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Integer parentIfKnown(int id) {
        Integer parent = firstParents.get(id);
        return parent != null && recordedAt.containsKey(parent) ? parent : null;
    }

    private Commit commit(int id) {
        return Objects.requireNonNull(world.get(id));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
