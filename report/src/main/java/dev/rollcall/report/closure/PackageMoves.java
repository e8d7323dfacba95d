// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.closure;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        Map<PackageChange, Integer> systems = new HashMap<>();
        for (ClosureMove move : moves) {
            sets.changes(move.from(), move.to()).forEach(change -> systems.merge(change, move.systems(), Integer::sum));
        }
        return new PackageMoves(
                systems.entrySet().stream()
                        .map(entry -> new Move(entry.getKey(), entry.getValue()))
                        .sorted(MOST_SYSTEMS_FIRST)
                        .toList(),
                moves.stream().mapToInt(ClosureMove::systems).sum(),
                notCollected);
    }
}
