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

/** Replays the imports of one flake: who was on its branch, in which order, and from when until when. */
final class Branch {

    private final Map<Integer, Commit> world;
    /** When each known commit was first recorded. */
    private final Map<Integer, Instant> recordedAt = new HashMap<>();
    /** The first parents that imports told, by the child. */
    private final Map<Integer, Integer> firstParents = new HashMap<>();
    /** Of the first commit of a cut line whose first parent nobody told: the last of what was on the branch. */
    private final Map<Integer, Integer> presumedParents = new HashMap<>();
    /** The commits on the branch, and which import put each there: {@link Instant#MIN} if it was simply added. */
    private final Map<Integer, Instant> live = new HashMap<>();

    private final List<Period> ended = new ArrayList<>();
    /** As they are between two imports, only so that they are not worked out again and again. */
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

    /** Every stay of every known commit. */
    List<Period> periods() {
        List<Period> periods = new ArrayList<>(ended);
        live.keySet().forEach(id -> periods.add(period(id, Instant.MAX)));
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
        hasLine = hasLine || brought.isOfClone();
        if (brought.isOfClone()) {
            follow(brought);
        }
        for (int id : brought.commitIds()) {
            Integer parent = commit(id).firstParent();
            if (parent != null && brought.tellsFirstParentOf(id)) {
                firstParents.put(id, parent);
                hasLine = true;
            }
            // a file adds to the branch what nobody knew; what was withdrawn stays so
            if (recordedAt.putIfAbsent(id, brought.at()) == null) {
                live.putIfAbsent(id, Instant.MIN);
            }
        }
        effectiveTimes.clear();
    }

    /** The branch becomes the line of a clone. */
    private void follow(Import brought) {
        List<Period> before = live.keySet().stream()
                .map(id -> period(id, brought.at()))
                .sorted(Period.BY_AGE)
                .toList();
        brought.commitIds().forEach(presumedParents::remove);
        List<Integer> line = brought.kind() == Import.Kind.CLONE
                ? brought.commitIds()
                : completed(brought.commitIds(), before);
        List<Period> lost = before.stream()
                .filter(period -> !line.contains(period.commit().id()))
                .toList();

        // the end of the line is new; what stands before a commit that stays was always there
        List<Integer> added = new ArrayList<>();
        for (int id : line) {
            if (live.containsKey(id)) {
                added.forEach(older -> live.put(older, wasKnown(older) ? brought.at() : Instant.MIN));
                added.clear();
            } else {
                added.add(id);
            }
        }
        boolean joins = !lost.isEmpty();
        for (int id : added) {
            joins = joins || wasKnown(id);
            live.put(id, joins ? brought.at() : lastEnd());
        }
        lost.forEach(period -> live.remove(period.commit().id()));
        ended.addAll(lost);
    }

    private boolean wasKnown(int id) {
        return recordedAt.containsKey(id);
    }

    /** After a branch was cut back, what takes the place of the lost commits counts from then on at the earliest. */
    private Instant lastEnd() {
        return ended.stream().map(Period::until).max(Instant::compareTo).orElse(Instant.MIN);
    }

    /** A line that is cut off, with what is known to be older than it. */
    private List<Integer> completed(List<Integer> cut, List<Period> before) {
        List<Integer> line = new ArrayList<>(cut);
        for (Integer older = firstParents.get(cut.get(0)); older != null; older = firstParents.get(older)) {
            line.add(0, older);
        }
        List<Integer> branch =
                before.stream().map(period -> period.commit().id()).toList();
        int shared = 0;
        while (shared < branch.size() && !isOrFollowsOneOf(line, branch.get(shared))) {
            shared++;
        }
        if (shared > 0) {
            presumedParents.put(line.get(0), branch.get(shared - 1));
        }
        line.addAll(0, branch.subList(0, shared));
        return line;
    }

    private boolean isOrFollowsOneOf(List<Integer> line, int id) {
        for (Integer older = id; older != null; older = firstParents.get(older)) {
            if (line.contains(older)) {
                return true;
            }
        }
        return false;
    }

    private Period period(int id, Instant until) {
        return hasLine
                ? new Period(commit(id), effectiveTime(id), until, depth(id))
                : new Period(commit(id), commit(id).at(), until, 0);
    }

    /** The latest date among itself and the commits before it on the line, but not before it joined the branch. */
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

    /** A date later than the moment the commit was first recorded is no date. */
    private Instant date(int id) {
        Instant recorded = Objects.requireNonNull(recordedAt.get(id));
        if (hasDate(id)) {
            return commit(id).at();
        }
        Integer next = childOnBranch(id);
        while (next != null && !hasDate(next)) {
            next = childOnBranch(next);
        }
        return next == null || commit(next).at().isAfter(recorded) ? recorded : commit(next).at();
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
        Integer parent = firstParents.getOrDefault(id, presumedParents.get(id));
        return parent != null && recordedAt.containsKey(parent) ? parent : null;
    }

    private Commit commit(int id) {
        return Objects.requireNonNull(world.get(id));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
