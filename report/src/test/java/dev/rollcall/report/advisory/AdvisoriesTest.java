// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.advisory.AdvisoriesInUse.Use;
import dev.rollcall.report.advisory.AdvisoryMoves.Move;
import dev.rollcall.report.advisory.Scan.Scanner;
import dev.rollcall.report.closure.HostGroup;
import dev.rollcall.report.closure.NumberedSets;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.schema.domain.PackageVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdvisoriesTest {

    private static final Instant FIRST_DAY = Instant.parse("2026-11-20T21:00:00Z");
    private static final ClosurePair DEPLOYED = new ClosurePair(7, 8);
    private static final int CLOSURES = 4;

    private final NumberedSets<Advisory> sets = new NumberedSets<>(Advisory::key);
    private final List<String> ids = new ArrayList<>();
    private int scans;

    @Test
    void should_unite_what_scanners_found_when_several_found_the_same() {
        sets.add(101, advisory("CVE-1", "openssl", "3.0.13", "7.5"));
        sets.add(102, advisory("cve-1", "openssl", "3.0.13", "9.8"));
        sets.add(103, advisory("CVE-1", "openssl", "3.0.9", null));
        sets.add(104, advisory("CVE-2", "linux", "6.6", null));
        sets.add(101, new int[] {101, 103});
        sets.add(102, new int[] {102, 104});
        Scanner grype = new Scanner("grype", null, FIRST_DAY);
        Scanner vulnix = new Scanner("vulnix", null, FIRST_DAY);

        HostAdvisories host = new UsedScans(
                        Map.of(7, List.of(new Scan(grype, FIRST_DAY, 101), new Scan(vulnix, FIRST_DAY, 102))), sets)
                .of(new ClosurePair(7, null));

        assertThat(host.found())
                .containsExactly(
                        new AdvisoryInPackages(
                                "CVE-1",
                                new BigDecimal("9.8"),
                                List.of(
                                        new PackageVersion("openssl", "3.0.9"),
                                        new PackageVersion("openssl", "3.0.13"))),
                        new AdvisoryInPackages("CVE-2", null, List.of(new PackageVersion("linux", "6.6"))));
        assertThat(host.due()).isNull();
    }

    @Test
    void should_know_what_deploying_changes_when_one_database_scanned_both() {
        UsedScans used = used(Map.of(7, List.of(scan("vulnix", 1, "A", "B")), 8, List.of(scan("vulnix", 1, "B", "C"))));

        assertThat(changes(used)).containsExactly("clears A", "brings C");
        assertThat(used.clears(DEPLOYED, "a")).isTrue();
        assertThat(used.clears(DEPLOYED, "B")).isFalse();
        assertThat(used.clears(new ClosurePair(7, null), "A")).isNull();
    }

    @Test
    void should_not_promise_a_fix_when_what_is_due_was_scanned_with_an_older_database() {
        UsedScans used = used(Map.of(7, List.of(scan("vulnix", 2, "A", "B")), 8, List.of(scan("vulnix", 1, "B", "C"))));

        assertThat(changes(used)).containsExactly("brings C", "unknown 1");
        assertThat(used.clears(DEPLOYED, "A")).isNull();
        assertThat(used.clears(DEPLOYED, "B")).isFalse();
        AdvisoriesInUse inUse = AdvisoriesInUse.of(used, group("web", DEPLOYED));
        assertThat(List.of(inUse.systemsCleared(), inUse.systemsBrought(), inUse.systemsUnknown()))
                .containsExactly(0, 1, 1);
        assertThat(inUse.advisories()).extracting(Use::cleared).containsOnly(0);
    }

    @Test
    void should_not_blame_a_deployment_when_what_is_due_was_scanned_with_a_newer_database() {
        UsedScans used = used(Map.of(7, List.of(scan("vulnix", 1, "A")), 8, List.of(scan("vulnix", 2, "C"))));

        assertThat(changes(used)).containsExactly("clears A", "unknown 1");
    }

    @Test
    void should_go_by_the_time_of_the_scans_when_a_database_has_no_date() {
        Scan later = new Scan(new Scanner("x", null, null), FIRST_DAY.plusSeconds(1), set("A"));
        Scan earlier = new Scan(new Scanner("x", null, null), FIRST_DAY, set("B"));

        assertThat(changes(used(Map.of(7, List.of(later), 8, List.of(earlier)))))
                .containsExactly("brings B", "unknown 1");
    }

    @Test
    void should_not_know_what_deploying_clears_when_the_scanner_that_found_it_did_not_scan_both() {
        UsedScans used = used(
                Map.of(7, List.of(scan("grype", 1, "A"), scan("vulnix", 1, "B")), 8, List.of(scan("vulnix", 1, "C"))));

        assertThat(changes(used)).containsExactly("clears B", "brings C", "unknown 1");
        assertThat(used.clears(DEPLOYED, "A")).isNull();
    }

    @Test
    void should_not_bring_or_clear_an_advisory_when_another_scanner_finds_it_in_both() {
        UsedScans used = used(Map.of(
                7, List.of(scan("grype", 1, "A", "B"), scan("vulnix", 1, "C")),
                8, List.of(scan("grype", 1, "B", "C"), scan("vulnix", 1, "A"))));

        assertThat(changes(used)).isEmpty();
        assertThat(moves(used, used, DEPLOYED)).isEmpty();
    }

    @Test
    void should_count_as_new_what_no_system_had_when_systems_join_or_leave() {
        UsedScans before = used(Map.of(7, List.of(scan("vulnix", 1, "A")), 1, List.of(scan("vulnix", 1, "OF-LEFT"))));
        UsedScans now = used(Map.of(
                8, List.of(scan("vulnix", 1, "A", "OF-LEFT")),
                2, List.of(scan("vulnix", 1, "A", "OF-JOINED"), scan("grype", 1, "OF-NEW-SCANNER"))));
        ClosureGroups systems = group("web", DEPLOYED);
        systems.add(new ClosurePair(1, null), 0, List.of());
        systems.add(new ClosurePair(null, 2), 0, List.of());

        AdvisoryMoves moves = AdvisoryMoves.of(before, now, systems);

        assertThat(moves.newOnes()).containsExactly("OF-JOINED");
        assertThat(moves.came()).extracting(move -> move.found().id()).containsExactly("OF-LEFT");
        assertThat(List.of(moves.compared(), moves.notCompared())).containsExactly(1, 0);
    }

    @Test
    void should_name_the_scanner_when_the_closure_is_the_same() {
        List<String> moves = moves(
                used(Map.of(7, List.of(scan("vulnix", 1, "A", "B")))),
                used(Map.of(7, List.of(scan("vulnix", 2, "B", "C")))),
                new ClosurePair(7, 7));

        assertThat(moves).containsExactly("+C SCANNER", "-A SCANNER");
    }

    @Test
    void should_name_the_scanner_when_it_finds_something_else_in_a_closure_that_it_had_scanned() {
        Map<Integer, List<Scan>> ran = Map.of(7, List.of(scan("vulnix", 1, "GONE")));

        // 8 was due, and scanned, when 7 ran
        assertThat(moves(
                        used(Map.of(7, ran.get(7), 8, List.of(scan("vulnix", 1, "WITH-8", "GONE")))),
                        used(Map.of(8, List.of(scan("vulnix", 2, "WITH-8", "LEARNED")))),
                        DEPLOYED))
                .containsExactly("+LEARNED SCANNER", "+WITH-8 DEPLOYMENT", "-GONE SCANNER");
        // 7 runs elsewhere, and is still scanned
        assertThat(moves(
                        used(ran),
                        used(Map.of(
                                7, List.of(scan("vulnix", 2, "LEARNED")),
                                8, List.of(scan("vulnix", 2, "WITH-8", "LEARNED")))),
                        DEPLOYED))
                .containsExactly("+LEARNED SCANNER", "+WITH-8 DEPLOYMENT", "-GONE SCANNER");
        // only another closure shows what the database has learned
        assertThat(moves(
                        used(Map.of(7, ran.get(7), 9, List.of(scan("vulnix", 1, "GONE")))),
                        used(Map.of(
                                9, List.of(scan("vulnix", 2, "LEARNED")),
                                8, List.of(scan("vulnix", 2, "WITH-8", "LEARNED")))),
                        DEPLOYED))
                .containsExactly("+LEARNED SCANNER", "+WITH-8 EITHER", "-GONE SCANNER");
    }

    @Test
    void should_name_no_single_cause_when_closure_and_database_are_new() {
        Map<Integer, List<Scan>> before = Map.of(7, List.of(scan("vulnix", 1, "A")));

        assertThat(moves(used(before), used(Map.of(8, List.of(scan("vulnix", 2, "B")))), DEPLOYED))
                .containsExactly("+B EITHER", "-A DEPLOYMENT");
        assertThat(moves(used(before), used(Map.of(8, List.of(scan("vulnix", 1, "B")))), DEPLOYED))
                .containsExactly("+B DEPLOYMENT", "-A DEPLOYMENT");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void should_answer_as_for_each_system_when_systems_share_closures(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            Map<Integer, List<Scan>> scansBefore = scans(random);
            Map<Integer, List<Scan>> scansNow = scans(random);
            UsedScans before = used(scansBefore);
            UsedScans now = used(scansNow);
            TreeMap<String, ClosurePair> systems = new TreeMap<>();
            for (int host = 0; host < 20; host++) {
                systems.put("host-" + (char) ('a' + host), new ClosurePair(closure(random), closure(random)));
            }
            ClosureGroups groups = new ClosureGroups();
            systems.forEach(groups::add);

            systems.values().forEach(pair -> assertDeployment(now.of(pair), scansNow, pair));
            assertInUse(AdvisoriesInUse.of(now, groups), now, systems);
            assertMoves(AdvisoryMoves.of(before, now, groups), before, now, systems);
        }
    }

    /** What is known of one system follows from the sets of ids that any scanner found. */
    private void assertDeployment(HostAdvisories host, Map<Integer, List<Scan>> all, ClosurePair pair) {
        Set<String> runs = ids(all, pair.from());
        Set<String> due = ids(all, pair.to());
        Set<String> cleared = ids(host.cleared());
        Set<String> brought = ids(host.brought());
        Set<String> either = new HashSet<>(runs);
        either.addAll(due);
        Set<String> both = new HashSet<>(runs);
        both.retainAll(due);

        assertThat(ids(host.found())).isEqualTo(runs);
        assertThat(without(cleared, due)).isEqualTo(cleared).isSubsetOf(runs);
        assertThat(without(brought, runs)).isEqualTo(brought).isSubsetOf(due);
        assertThat(cleared.size() + brought.size() + host.unknown() + both.size())
                .isEqualTo(either.size());
    }

    private void assertInUse(AdvisoriesInUse inUse, UsedScans now, Map<String, ClosurePair> systems) {
        Map<String, TreeSet<String>> having = new TreeMap<>();
        Map<String, Integer> cleared = new HashMap<>();
        int[] counts = new int[4];
        systems.forEach((hostname, pair) -> {
            HostAdvisories host = now.of(pair);
            ids(host.found())
                    .forEach(id ->
                            having.computeIfAbsent(id, key -> new TreeSet<>()).add(hostname));
            ids(host.cleared()).forEach(id -> cleared.merge(id, 1, Integer::sum));
            counts[0] += host.runs().isEmpty() ? 0 : 1;
            counts[1] += host.found().isEmpty() ? 0 : 1;
            counts[2] += host.cleared().isEmpty() ? 0 : 1;
            counts[3] += host.brought().isEmpty() ? 0 : 1;
        });

        assertThat(List.of(inUse.scanned(), inUse.affected(), inUse.systemsCleared(), inUse.systemsBrought()))
                .containsExactly(counts[0], counts[1], counts[2], counts[3]);
        assertThat(inUse.scanned() + inUse.notScanned()).isEqualTo(systems.size());
        assertThat(inUse.advisories().stream()
                        .collect(Collectors.toMap(use -> use.found().id(), Use::systems)))
                .isEqualTo(bounded(having));
        assertThat(inUse.advisories())
                .allSatisfy(use -> assertThat(use.cleared())
                        .isEqualTo(cleared.getOrDefault(use.found().id(), 0)));
        assertThat(inUse.advisories())
                .isSortedAccordingTo((one, other) ->
                        Integer.compare(other.systems().total(), one.systems().total()));
    }

    private void assertMoves(AdvisoryMoves moves, UsedScans before, UsedScans now, Map<String, ClosurePair> systems) {
        Map<String, TreeSet<String>> expected = new TreeMap<>();
        Set<String> had = new HashSet<>();
        Set<String> has = new HashSet<>();
        int[] compared = new int[1];
        systems.forEach((hostname, pair) -> {
            AdvisoryMoves own = AdvisoryMoves.of(before, now, group(hostname, pair));
            Set<String> ran = ids(before.of(new ClosurePair(pair.from(), null)).found());
            Set<String> runs = ids(now.of(new ClosurePair(pair.to(), null)).found());
            assertThat(without(found(own.came()), ran))
                    .isEqualTo(found(own.came()))
                    .isSubsetOf(runs);
            assertThat(without(found(own.gone()), runs))
                    .isEqualTo(found(own.gone()))
                    .isSubsetOf(ran);
            assertThat(own.came()).extracting(move -> move.found().id()).doesNotHaveDuplicates();
            words(own)
                    .forEach(word -> expected.computeIfAbsent(word, key -> new TreeSet<>())
                            .add(hostname));
            had.addAll(ran);
            has.addAll(runs);
            compared[0] += own.compared();
        });

        Map<String, Bounded<String>> actual = new TreeMap<>();
        moves.came().forEach(move -> actual.put("+" + word(move), move.systems()));
        moves.gone().forEach(move -> actual.put("-" + word(move), move.systems()));
        assertThat(actual).isEqualTo(bounded(expected));
        assertThat(without(moves.newOnes(), had)).isEqualTo(moves.newOnes()).isSubsetOf(has);
        assertThat(moves.compared()).isEqualTo(compared[0]);
        assertThat(moves.compared() + moves.notCompared()).isEqualTo(systems.size());
    }

    private static List<String> changes(UsedScans used) {
        HostAdvisories host = used.of(DEPLOYED);
        return Stream.of(
                        host.cleared().stream().map(found -> "clears " + found.id()),
                        host.brought().stream().map(found -> "brings " + found.id()),
                        Stream.of(host.unknown()).filter(count -> count > 0).map(count -> "unknown " + count))
                .flatMap(all -> all)
                .toList();
    }

    private static List<String> moves(UsedScans before, UsedScans now, ClosurePair pair) {
        return words(AdvisoryMoves.of(before, now, group("web", pair)));
    }

    private static List<String> words(AdvisoryMoves moves) {
        return Stream.concat(
                        moves.came().stream().map(move -> "+" + word(move)),
                        moves.gone().stream().map(move -> "-" + word(move)))
                .toList();
    }

    private static String word(Move move) {
        return move.found().id() + " " + move.cause();
    }

    private static Set<String> found(List<Move> moves) {
        return ids(moves.stream().map(Move::found).toList());
    }

    private static Set<String> ids(Collection<AdvisoryInPackages> found) {
        return found.stream().map(AdvisoryInPackages::id).collect(Collectors.toSet());
    }

    private Set<String> ids(Map<Integer, List<Scan>> all, @Nullable Integer closure) {
        return (closure == null ? List.<Scan>of() : all.getOrDefault(closure, List.of()))
                .stream()
                        .flatMapToInt(scan -> IntStream.of(sets.elements(scan.set())))
                        .mapToObj(element -> sets.named(element).id())
                        .collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static Map<String, Bounded<String>> bounded(Map<String, ? extends Set<String>> hosts) {
        Map<String, Bounded<String>> bounded = new TreeMap<>();
        hosts.forEach((key, all) -> bounded.put(
                key, new Bounded<>(all.stream().limit(HostGroup.MAX_HOSTS).toList(), all.size())));
        return bounded;
    }

    private static ClosureGroups group(String hostname, ClosurePair pair) {
        ClosureGroups groups = new ClosureGroups();
        groups.add(hostname, pair);
        return groups;
    }

    private Map<Integer, List<Scan>> scans(Random random) {
        Map<Integer, List<Scan>> all = new HashMap<>();
        for (int closure = 0; closure < CLOSURES; closure++) {
            List<Scan> own = new ArrayList<>();
            Stream.of("grype", "vulnix")
                    .filter(scanner -> random.nextInt(3) > 0)
                    .forEach(scanner -> own.add(scan(
                            scanner,
                            random.nextInt(3),
                            Stream.of("A", "B", "C", "D", "E", "F")
                                    .filter(id -> random.nextInt(3) == 0)
                                    .toArray(String[]::new))));
            if (!own.isEmpty()) {
                all.put(closure, own);
            }
        }
        return all;
    }

    private static @Nullable Integer closure(Random random) {
        int closure = random.nextInt(CLOSURES + 1);
        return closure == CLOSURES ? null : (Integer) closure;
    }

    private UsedScans used(Map<Integer, List<Scan>> scans) {
        return new UsedScans(scans, sets);
    }

    /** With the database of a day. */
    private Scan scan(String scanner, int day, String... found) {
        Instant at = FIRST_DAY.plus(Duration.ofDays(day));
        return new Scan(new Scanner(scanner, null, at), at, set(found));
    }

    private int set(String... found) {
        for (String id : found) {
            if (!ids.contains(id)) {
                ids.add(id);
                sets.add(ids.size(), advisory(id, "p", "1", null));
            }
        }
        sets.add(++scans, Stream.of(found).mapToInt(id -> ids.indexOf(id) + 1).toArray());
        return scans;
    }

    private static Advisory advisory(String id, String name, String version, @Nullable String score) {
        return new Advisory(id, new PackageVersion(name, version), score == null ? null : new BigDecimal(score));
    }
}
