// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.closure;

import dev.rollcall.schema.domain.PackageVersion;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What changed inside the systems that run another closure than before.
 *
 * @param packages what changed, on the most systems first
 * @param compared how many of those systems were compared
 * @param notCollected how many were not, because nobody imported one of both closures
 */
public record PackageMoves(List<Move> packages, int compared, int notCollected) {

    private static final Comparator<Move> MOST_SYSTEMS_FIRST = Comparator.comparingInt(Move::systems)
            .reversed()
            .thenComparing(move -> move.change().name())
            .thenComparing(move -> move.change().before().toString())
            .thenComparing(move -> move.change().after().toString());

    public PackageMoves {
        packages = List.copyOf(packages);
    }

    /** A change, and how many systems have it. */
    public record Move(PackageChange change, int systems) {}

    /** Compares each pair of sets once, however many systems it stands for. */
    public static PackageMoves of(PackageSets sets, List<ClosureMove> moves, int notCollected) {
        Counter counter = new Counter(sets);
        moves.forEach(counter::add);
        return new PackageMoves(
                counter.moves().sorted(MOST_SYSTEMS_FIRST).toList(),
                moves.stream().mapToInt(ClosureMove::systems).sum(),
                notCollected);
    }

    /**
     * Counts changes. Nearly all replace one version by another, add one or remove one: these are counted by the ids of both, and named
     * once at the end.
     */
    private static final class Counter {

        private static final int NO_PACKAGE = 0;
        private static final int ID_BITS = 31;

        private final PackageSets sets;
        private final Map<Long, Integer> simple = new HashMap<>();
        private final Map<PackageChange, Integer> others = new HashMap<>();
        private long[] differences = new long[1024];
        private int size;

        Counter(PackageSets sets) {
            this.sets = sets;
        }

        void add(ClosureMove move) {
            size = 0;
            sets.forEachDifference(move.from(), move.to(), this::append);
            // by name, and what only the first set has before what only the second has
            Arrays.sort(differences, 0, size);
            int start = 0;
            for (int i = 1; i <= size; i++) {
                if (i == size || nameNumber(i) != nameNumber(start)) {
                    count(start, i, move.systems());
                    start = i;
                }
            }
        }

        private void append(int id, boolean isInFirst) {
            if (size == differences.length) {
                differences = Arrays.copyOf(differences, 2 * size);
            }
            differences[size++] =
                    ((long) sets.nameNumber(id) << (ID_BITS + 1)) | ((isInFirst ? 0L : 1L) << ID_BITS) | id;
        }

        private void count(int start, int end, int systems) {
            int firstOfAfter = start;
            while (firstOfAfter < end && isInFirst(firstOfAfter)) {
                firstOfAfter++;
            }
            if (firstOfAfter - start <= 1 && end - firstOfAfter <= 1) {
                long before = firstOfAfter == start ? NO_PACKAGE : id(start);
                long after = firstOfAfter == end ? NO_PACKAGE : id(firstOfAfter);
                simple.merge((before << ID_BITS) | after, systems, Integer::sum);
            } else {
                others.merge(change(start, firstOfAfter, end), systems, Integer::sum);
            }
        }

        private PackageChange change(int start, int firstOfAfter, int end) {
            return PackageSets.change(
                    sets.named(id(start)).name(), named(start, firstOfAfter), named(firstOfAfter, end));
        }

        private List<PackageVersion> named(int start, int end) {
            return IntStream.range(start, end).mapToObj(i -> sets.named(id(i))).toList();
        }

        Stream<Move> moves() {
            return Stream.concat(
                    simple.entrySet().stream().map(entry -> new Move(change(entry.getKey()), entry.getValue())),
                    others.entrySet().stream().map(entry -> new Move(entry.getKey(), entry.getValue())));
        }

        private PackageChange change(long simpleChange) {
            List<PackageVersion> before = versions((int) (simpleChange >> ID_BITS));
            List<PackageVersion> after = versions((int) (simpleChange & Integer.MAX_VALUE));
            return PackageSets.change((before.isEmpty() ? after : before).get(0).name(), before, after);
        }

        private List<PackageVersion> versions(int id) {
            return id == NO_PACKAGE ? List.of() : List.of(sets.named(id));
        }

        private long nameNumber(int index) {
            return differences[index] >> (ID_BITS + 1);
        }

        private boolean isInFirst(int index) {
            return ((differences[index] >> ID_BITS) & 1) == 0;
        }

        private int id(int index) {
            return (int) (differences[index] & Integer.MAX_VALUE);
        }
    }
}
