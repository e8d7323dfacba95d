// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.closure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.closure.PackageChange.Kind;
import dev.rollcall.report.closure.PackageMoves.Move;
import dev.rollcall.report.closure.PackagesInUse.Use;
import dev.rollcall.schema.domain.PackageVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackageSetsTest {

    private static final Map<Integer, PackageVersion> PACKAGES = Map.of(
            1, new PackageVersion("openssl", "3.0.9"),
            2, new PackageVersion("openssl", "3.0.14"),
            3, new PackageVersion("openssl", "1.1.1w"),
            4, new PackageVersion("linux", "6.18.16"),
            5, new PackageVersion("linux", "6.18.17"),
            6, new PackageVersion("zlib", "1.3"));

    private static final PackageSets SETS = sets(
            PACKAGES,
            Map.of(
                    10, new int[] {6, 4, 1},
                    20, new int[] {2, 5},
                    30, new int[] {3, 2, 5},
                    40, new int[] {1, 2, 4}));

    @Test
    void should_name_what_only_one_of_two_sets_has_when_they_are_compared() {
        assertThat(SETS.changes(10, 20))
                .containsExactly(
                        new PackageChange("linux", List.of("6.18.16"), List.of("6.18.17")),
                        new PackageChange("openssl", List.of("3.0.9"), List.of("3.0.14")),
                        new PackageChange("zlib", List.of("1.3"), List.of()));
        assertThat(SETS.changes(20, 30)).containsExactly(new PackageChange("openssl", List.of(), List.of("1.1.1w")));
        assertThat(SETS.changes(30, 30)).isEmpty();
    }

    @Test
    void should_say_what_happened_to_a_package_by_the_order_of_nix() {
        assertThat(new PackageChange("a", List.of("3.0.9"), List.of("3.0.14")).kind())
                .isEqualTo(Kind.UPDATED);
        assertThat(new PackageChange("a", List.of("3.0.14"), List.of("3.0.9")).kind())
                .isEqualTo(Kind.DOWNGRADED);
        assertThat(new PackageChange("a", List.of(), List.of("3.0.9")).kind()).isEqualTo(Kind.ADDED);
        assertThat(new PackageChange("a", List.of("3.0.9"), List.of()).kind()).isEqualTo(Kind.REMOVED);
    }

    @Test
    void should_add_systems_up_when_several_closures_change_in_the_same_way() {
        PackageMoves moves = PackageMoves.of(
                SETS, List.of(new ClosureMove(10, 20, 3), new ClosureMove(40, 30, 2), new ClosureMove(20, 20, 4)), 1);

        assertThat(moves.compared()).isEqualTo(9);
        assertThat(moves.notCollected()).isEqualTo(1);
        assertThat(moves.packages())
                .startsWith(new Move(new PackageChange("linux", List.of("6.18.16"), List.of("6.18.17")), 5))
                .contains(new Move(new PackageChange("openssl", List.of("3.0.9"), List.of("1.1.1w")), 2))
                .hasSize(4);
    }

    @Test
    void should_count_systems_once_when_a_closure_has_a_package_in_two_versions() {
        PackagesInUse inUse = PackagesInUse.of(
                SETS,
                List.of(
                        new HostGroup(40, 2, List.of("c", "d")),
                        new HostGroup(10, 3, List.of("a", "e", "f")),
                        new HostGroup(30, 1, List.of("b"))),
                7);

        Use openssl = inUse.packages().get(1);
        assertThat(inUse.collected()).isEqualTo(6);
        assertThat(openssl.name()).isEqualTo("openssl");
        assertThat(openssl.systems()).isEqualTo(6);
        assertThat(openssl.behind()).isEqualTo(3);
        assertThat(openssl.versions().stream()
                        .map(version ->
                                version.version() + " " + version.systems().total() + " "
                                        + version.systems().shown()))
                .containsExactly("3.0.14 3 [b, c, d]", "3.0.9 5 [a, c, d, e, f]", "1.1.1w 1 [b]");
    }

    /** Of many sets only the first are looked at for names: a naive count has to find the same. */
    @Test
    void should_name_the_first_systems_of_all_when_many_sets_hold_a_version() {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            List<String> hosts = new ArrayList<>(
                    IntStream.range(0, 40).mapToObj("host%02d"::formatted).toList());
            Collections.shuffle(hosts, random);
            Map<Integer, int[]> sets = new HashMap<>();
            List<HostGroup> uses = new ArrayList<>();
            PackageSets named = sets(PACKAGES, Map.of());
            Map<Integer, TreeSet<String>> expected = new TreeMap<>();
            for (int set = 0; set < 12; set++) {
                int[] packages = IntStream.rangeClosed(1, 6)
                        .filter(id -> random.nextBoolean())
                        .toArray();
                TreeSet<String> own = new TreeSet<>(hosts.subList(set * 3, set * 3 + 1 + random.nextInt(3)));
                sets.put(set, packages);
                uses.add(new HostGroup(
                        set, own.size(), own.stream().limit(HostGroup.MAX_HOSTS).toList()));
                IntStream.of(packages)
                        .forEach(id -> expected.computeIfAbsent(id, key -> new TreeSet<>())
                                .addAll(own));
            }

            PackagesInUse inUse = PackagesInUse.of(sets(PACKAGES, sets), uses, 0);

            assertThat(inUse.packages().stream()
                            .flatMap(use -> use.versions().stream()
                                    .map(version -> use.name()
                                            + version.version()
                                            + version.systems().shown()
                                            + version.systems().total())))
                    .containsExactlyInAnyOrderElementsOf(expected.entrySet().stream()
                            .map(entry -> named.named(entry.getKey()).name()
                                    + named.named(entry.getKey()).version()
                                    + entry.getValue().stream()
                                            .limit(HostGroup.MAX_HOSTS)
                                            .toList()
                                    + entry.getValue().size())
                            .toList());
        }
    }

    private static PackageSets sets(Map<Integer, PackageVersion> packages, Map<Integer, int[]> elements) {
        PackageSets sets = new PackageSets();
        packages.forEach(sets::add);
        elements.forEach(sets::add);
        return sets;
    }
}
