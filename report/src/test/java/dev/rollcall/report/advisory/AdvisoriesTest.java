// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.advisory.AdvisoriesInUse.Use;
import dev.rollcall.report.advisory.AdvisoryMoves.Cause;
import dev.rollcall.report.advisory.Scan.Scanner;
import dev.rollcall.report.closure.HostGroup;
import dev.rollcall.report.closure.NumberedSets;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.schema.domain.PackageVersion;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fleets are counted by closures; these tests look at each system, by the names of advisories. */
class AdvisoriesTest {

    private static final Instant DAY = Instant.parse("2026-11-26T21:00:00Z");
    private static final int CLOSURES = 4;
    private static final int SETS = 9;
    private static final List<String> SCANNERS = List.of("grype", "vulnix");

    private final NumberedSets<Advisory> sets = new NumberedSets<>(Advisory::id);

    @Test
    void should_unite_what_scanners_found_when_several_found_the_same() {
        advisory(1, "CVE-1", "openssl", "3.0.13", "7.5");
        advisory(2, "CVE-1", "openssl", "3.0.13", "9.8");
        advisory(3, "CVE-1", "openssl", "3.0.9", null);
        advisory(4, "CVE-2", "linux", "6.6", null);
        sets.add(1, new int[] {1, 3});
        sets.add(2, new int[] {2, 4});
        UsedScans scans = new UsedScans(Map.of(7, List.of(scan("grype", 1), scan("vulnix", 2))), sets);

        HostAdvisories host = scans.of(new ClosurePair(7, null));

        assertThat(host.found())
                .containsExactly(
                        new Found(
                                "CVE-1",
                                new BigDecimal("9.8"),
                                List.of(
                                        new PackageVersion("openssl", "3.0.9"),
                                        new PackageVersion("openssl", "3.0.13"))),
                        new Found("CVE-2", null, List.of(new PackageVersion("linux", "6.6"))));
        assertThat(host.due()).isNull();
        assertThat(host.clears("CVE-1")).isNull();
    }

    @Test
    void should_compare_only_by_the_scanners_of_both_closures() {
        advisory(1, "CVE-1", "openssl", "3.0.13", "7.5");
        advisory(2, "CVE-2", "linux", "6.6", "5");
        advisory(3, "CVE-3", "linux", "6.7", "5");
        sets.add(1, new int[] {1});
        sets.add(2, new int[] {2});
        sets.add(3, new int[] {3});
        UsedScans scans = new UsedScans(
                Map.of(7, List.of(scan("grype", 1), scan("vulnix", 2)), 8, List.of(scan("vulnix", 3))), sets);

        HostAdvisories host = scans.of(new ClosurePair(7, 8));

        assertThat(host.found()).extracting(Found::id).containsExactly("CVE-1", "CVE-2");
        assertThat(host.cleared()).containsExactly("CVE-2");
        assertThat(host.brought()).extracting(Found::id).containsExactly("CVE-3");
        assertThat(host.clears("CVE-1")).isFalse();
    }

    @Test
    void should_say_that_a_scanner_learned_of_it_when_the_closure_had_it_before_it_was_deployed() {
        advisory(1, "CVE-1", "openssl", "3.0.13", "7.5");
        advisory(2, "CVE-2", "linux", "6.7", "5");
        sets.add(1, new int[] {});
        sets.add(2, new int[] {2});
        sets.add(3, new int[] {1, 2});
        List<Scan> clean = List.of(scan("vulnix", 1));
        ClosureGroups deployed = new ClosureGroups();
        deployed.add("web", new ClosurePair(7, 8));

        // 8 was due, and scanned, when 7 ran
        AdvisoryMoves knownWhenDue = AdvisoryMoves.of(
                new UsedScans(Map.of(7, clean, 8, List.of(scan("vulnix", 2))), sets),
                new UsedScans(Map.of(8, List.of(scan("vulnix", 3))), sets),
                deployed);
        // 7 runs elsewhere, and is still scanned
        AdvisoryMoves foundInBoth = AdvisoryMoves.of(
                new UsedScans(Map.of(7, clean), sets),
                new UsedScans(Map.of(7, List.of(scan("vulnix", 2)), 8, List.of(scan("vulnix", 3))), sets),
                deployed);

        // another closure shows that the database has learned of one
        AdvisoryMoves foundElsewhere = AdvisoryMoves.of(
                new UsedScans(Map.of(7, clean, 9, clean), sets),
                new UsedScans(Map.of(9, List.of(scan("vulnix", 2)), 8, List.of(scan("vulnix", 3))), sets),
                deployed);

        assertThat(causes(foundElsewhere)).containsExactly("CVE-2 SCANNER", "CVE-1 DEPLOYMENT");
        assertThat(causes(knownWhenDue)).containsExactly("CVE-1 SCANNER", "CVE-2 DEPLOYMENT");
        assertThat(causes(foundInBoth)).containsExactly("CVE-2 SCANNER", "CVE-1 DEPLOYMENT");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void should_count_as_each_system_does_when_systems_share_closures(long seed) {
        Random random = new Random(seed);
        for (int i = 1; i <= 12; i++) {
            advisory(i, "CVE-" + i % 7, "p" + i % 3, "1." + i, i % 4 == 0 ? null : i % 10 + ".5");
        }
        for (int set = 0; set < SETS; set++) {
            sets.add(
                    set,
                    IntStream.rangeClosed(1, 12)
                            .filter(i -> random.nextInt(3) == 0)
                            .toArray());
        }
        for (int round = 0; round < 50; round++) {
            Map<Integer, List<Scan>> before = scans(random);
            Map<Integer, List<Scan>> now = scans(random);
            TreeMap<String, ClosurePair> systems = new TreeMap<>();
            for (int host = 0; host < 20; host++) {
                systems.put("host-" + (char) ('a' + host), new ClosurePair(closure(random), closure(random)));
            }
            ClosureGroups groups = new ClosureGroups();
            systems.forEach(groups::add);

            AdvisoriesInUse inUse = AdvisoriesInUse.of(new UsedScans(now, sets), groups);
            AdvisoryMoves moves = AdvisoryMoves.of(new UsedScans(before, sets), new UsedScans(now, sets), groups);

            assertInUse(inUse, now, systems);
            assertMoves(moves, before, now, systems);
        }
    }

    private void assertInUse(AdvisoriesInUse inUse, Map<Integer, List<Scan>> now, Map<String, ClosurePair> systems) {
        Map<String, TreeSet<String>> having = new TreeMap<>();
        Map<String, Integer> cleared = new HashMap<>();
        int[] counts = new int[4];
        systems.forEach((host, pair) -> {
            if (scansOf(now, pair.from()).isEmpty()) {
                return;
            }
            counts[0]++;
            Set<String> runs = ids(scansOf(now, pair.from()), scanner -> true);
            counts[1] += runs.isEmpty() ? 0 : 1;
            runs.forEach(
                    id -> having.computeIfAbsent(id, key -> new TreeSet<>()).add(host));
            Set<String> both = both(scansOf(now, pair.from()), scansOf(now, pair.to()));
            Set<String> from = ids(scansOf(now, pair.from()), both::contains);
            Set<String> to = ids(scansOf(now, pair.to()), both::contains);
            without(from, to).forEach(id -> cleared.merge(id, 1, Integer::sum));
            counts[2] += without(from, to).isEmpty() ? 0 : 1;
            counts[3] += without(to, from).isEmpty() ? 0 : 1;
        });

        assertThat(List.of(inUse.scanned(), inUse.affected(), inUse.clearing(), inUse.bringing()))
                .containsExactly(counts[0], counts[1], counts[2], counts[3]);
        assertThat(inUse.notScanned()).isEqualTo(systems.size() - counts[0]);
        Map<String, Bounded<String>> found = new TreeMap<>();
        inUse.advisories().forEach(use -> found.put(use.found().id(), use.systems()));
        assertThat(found).isEqualTo(bounded(having));
        assertThat(inUse.advisories())
                .allSatisfy(use -> assertThat(use.cleared())
                        .isEqualTo(cleared.getOrDefault(use.found().id(), 0)))
                .isSortedAccordingTo((one, other) -> {
                    int byScore = score(other).compareTo(score(one));
                    return byScore != 0
                            ? byScore
                            : Integer.compare(
                                    other.systems().total(), one.systems().total());
                });
    }

    private void assertMoves(
            AdvisoryMoves moves,
            Map<Integer, List<Scan>> before,
            Map<Integer, List<Scan>> now,
            Map<String, ClosurePair> systems) {
        Map<String, TreeSet<String>> came = new TreeMap<>();
        Set<String> known = new HashSet<>();
        Set<String> gone = new HashSet<>();
        Set<String> everKnown = new HashSet<>();
        Set<String> found = new HashSet<>();
        before.forEach((closure, scans) -> {
            everKnown.addAll(ids(scans, scanner -> true));
            Set<String> both = both(scans, scansOf(now, closure));
            found.addAll(without(ids(scansOf(now, closure), both::contains), ids(scans, both::contains)));
        });
        int[] counts = new int[2];
        systems.forEach((host, pair) -> {
            List<Scan> ran = scansOf(before, pair.from());
            known.addAll(ids(ran, scanner -> true));
            Set<String> both = both(ran, scansOf(now, pair.to()));
            if (both.isEmpty()) {
                return;
            }
            counts[0]++;
            Set<String> had = ids(ran, both::contains);
            Set<String> has = ids(scansOf(now, pair.to()), both::contains);
            gone.addAll(without(had, has));
            counts[1] += without(had, has).isEmpty() ? 0 : 1;
            Set<String> whenDue = ids(scansOf(before, pair.to()), both::contains);
            boolean wasScannedWhenDue =
                    both(scansOf(before, pair.to()), scansOf(before, pair.to())).containsAll(both);
            for (String id : without(has, had)) {
                boolean isLearned = Objects.equals(pair.from(), pair.to())
                        || ids(scansOf(now, pair.from()), both::contains).contains(id)
                        || (wasScannedWhenDue && !whenDue.contains(id))
                        || (found.contains(id) && !everKnown.contains(id));
                came.computeIfAbsent(id + " " + (isLearned ? Cause.SCANNER : Cause.DEPLOYMENT), key -> new TreeSet<>())
                        .add(host);
            }
        });

        Map<String, Bounded<String>> moved = new TreeMap<>();
        moves.came().forEach(move -> moved.put(move.found().id() + " " + move.cause(), move.systems()));
        assertThat(moved).isEqualTo(bounded(came));
        assertThat(moves.firstSeen())
                .containsExactlyInAnyOrderElementsOf(without(
                        new HashSet<>(came.keySet().stream()
                                .map(key -> key.split(" ", 2)[0])
                                .toList()),
                        known));
        assertThat(List.of(moves.gone(), moves.relieved(), moves.compared(), moves.notCompared()))
                .containsExactly(gone.size(), counts[1], counts[0], systems.size() - counts[0]);
    }

    private static BigDecimal score(Use use) {
        return use.found().score() == null
                ? BigDecimal.ONE.negate()
                : use.found().score();
    }

    private static List<String> causes(AdvisoryMoves moves) {
        return moves.came().stream()
                .map(move -> move.found().id() + " " + move.cause())
                .toList();
    }

    private static Map<String, Bounded<String>> bounded(Map<String, ? extends Set<String>> hosts) {
        Map<String, Bounded<String>> bounded = new TreeMap<>();
        hosts.forEach((key, all) -> bounded.put(
                key, new Bounded<>(all.stream().limit(HostGroup.MAX_HOSTS).toList(), all.size())));
        return bounded;
    }

    private Set<String> ids(List<Scan> scans, Predicate<String> scanner) {
        Set<String> ids = new TreeSet<>();
        scans.stream()
                .filter(scan -> scanner.test(scan.scanner().name()))
                .forEach(scan -> IntStream.of(sets.elements(scan.set()))
                        .forEach(element -> ids.add(sets.named(element).id())));
        return ids;
    }

    private static Set<String> both(List<Scan> one, List<Scan> other) {
        Set<String> both =
                new HashSet<>(one.stream().map(scan -> scan.scanner().name()).toList());
        both.retainAll(other.stream().map(scan -> scan.scanner().name()).toList());
        return both;
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static List<Scan> scansOf(Map<Integer, List<Scan>> scans, @Nullable Integer closure) {
        return closure == null ? List.of() : scans.getOrDefault(closure, List.of());
    }

    private static Map<Integer, List<Scan>> scans(Random random) {
        Map<Integer, List<Scan>> scans = new HashMap<>();
        for (int closure = 0; closure < CLOSURES; closure++) {
            List<Scan> own = new ArrayList<>();
            SCANNERS.stream()
                    .filter(scanner -> random.nextInt(3) > 0)
                    .forEach(scanner -> own.add(scan(scanner, random.nextInt(SETS))));
            if (!own.isEmpty()) {
                scans.put(closure, own);
            }
        }
        return scans;
    }

    private static @Nullable Integer closure(Random random) {
        int closure = random.nextInt(CLOSURES + 1);
        return closure == CLOSURES ? null : (Integer) closure;
    }

    private static Scan scan(String scanner, int set) {
        return new Scan(new Scanner(scanner, null, DAY), DAY, set);
    }

    private void advisory(int id, String cve, String name, String version, @Nullable String score) {
        sets.add(
                id, new Advisory(cve, new PackageVersion(name, version), score == null ? null : new BigDecimal(score)));
    }
}
