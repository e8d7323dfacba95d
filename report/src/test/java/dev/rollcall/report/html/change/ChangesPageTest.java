// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.change;

import static dev.rollcall.schema.domain.Reason.BUILD_FAILED;
import static dev.rollcall.schema.domain.Reason.NEVER_DEPLOYED;
import static dev.rollcall.schema.domain.Reason.NOT_EVALUATED;
import static dev.rollcall.schema.domain.Reason.RUNS_NEWEST;
import static dev.rollcall.schema.domain.Status.OFFLINE;
import static dev.rollcall.schema.domain.Status.OUTDATED;
import static dev.rollcall.schema.domain.Status.UNKNOWN_STATE;
import static dev.rollcall.schema.domain.Status.UP_TO_DATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollcall.report.Snapshots;
import dev.rollcall.report.html.change.ChangesPageModel.ChangeGroup;
import dev.rollcall.report.html.change.ChangesPageModel.ChangeTable;
import dev.rollcall.report.html.change.ChangesPageModel.ChangeView;
import dev.rollcall.report.html.change.ChangesPageModel.MatrixCell;
import dev.rollcall.report.html.change.ChangesPageModel.MatrixRow;
import dev.rollcall.report.html.change.ChangesPageModel.Pair;
import dev.rollcall.report.html.change.ChangesPageModel.TransitionList;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.page.Assets;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.CommitView;
import dev.rollcall.report.html.part.Delta;
import dev.rollcall.report.html.part.Forges;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.model.AttentionChange;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.DiffCollector;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.StatusChange;
import dev.rollcall.report.model.Transition;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangesPageTest {

    private static final Forges NO_FORGES = new Forges(Map.of());

    private static final PageFrame FRAME = new PageFrame(
            "Changes", "changes", Links.SNAPSHOT, null, null, PageFrame.Files.of(Assets.load(), "../"), "0");
    private static final SnapshotSummary BASELINE =
            Snapshots.of(7, "2026-11-22T02:00:00Z", Snapshots.counts(5, 2, 1, 0));
    private static final SnapshotSummary SNAPSHOT =
            Snapshots.of(8, "2026-11-23T02:00:00Z", Snapshots.counts(4, 3, 1, 1));
    private static final String OLD = "a".repeat(40);
    private static final String NEW = "b".repeat(40);

    private static final StatusChange FELL = new StatusChange(
            "fell\u202e",
            "in\u202efra",
            "web",
            new Transition(UP_TO_DATE, OUTDATED),
            RUNS_NEWEST,
            NOT_EVALUATED,
            OLD,
            OLD,
            null,
            false);
    private static final StatusChange JOINED = new StatusChange(
            "joined", null, "web", new Transition(null, OFFLINE), null, NEVER_DEPLOYED, null, null, null, false);
    private static final StatusChange LEFT = new StatusChange(
            "left", "web", null, new Transition(UP_TO_DATE, null), RUNS_NEWEST, null, OLD, null, null, false);
    private static final StatusChange MOVED = new StatusChange(
            "moved",
            "web",
            "web",
            new Transition(OUTDATED, OUTDATED),
            NOT_EVALUATED,
            NOT_EVALUATED,
            OLD,
            NEW,
            null,
            false);
    private static final StatusChange REASON = new StatusChange(
            "why",
            "web",
            "web",
            new Transition(OUTDATED, OUTDATED),
            NOT_EVALUATED,
            BUILD_FAILED,
            OLD,
            OLD,
            null,
            false);

    private final Changes changes = changes(FELL, JOINED, LEFT, MOVED, REASON);
    private final ChangesPageModel page =
            new ChangesPage(host -> "#" + host, NO_FORGES, false).of(FRAME, SNAPSHOT, changes, null, null, null);

    @Test
    void should_count_from_each_status_to_each_when_there_is_a_baseline() {
        MatrixCell none = new MatrixCell("0", "none", null);

        assertThat(page.matrix())
                .containsExactly(
                        new MatrixRow(
                                UP_TO_DATE,
                                List.of(
                                        new MatrixCell("3", "same", null),
                                        new MatrixCell("1", "change", "up-to-date--outdated"),
                                        none,
                                        none,
                                        new MatrixCell("1", "change", "up-to-date--left")),
                                "5"),
                        new MatrixRow(
                                OUTDATED, List.of(none, new MatrixCell("2", "same", null), none, none, none), "2"),
                        new MatrixRow(
                                UNKNOWN_STATE, List.of(none, none, new MatrixCell("1", "same", null), none, none), "1"),
                        new MatrixRow(OFFLINE, List.of(none, none, none, none, none), "0"),
                        new MatrixRow(
                                null,
                                List.of(
                                        none,
                                        none,
                                        none,
                                        new MatrixCell("1", "change", "joined--offline"),
                                        new MatrixCell("", "none", null)),
                                "1"));
        assertThat(page.totals()).extracting(MatrixCell::count).containsExactly("4", "3", "1", "1", "1");
        assertThat(page.totals()).extracting(MatrixCell::kind).containsOnly("same");
        assertThat(page.totals())
                .extracting(MatrixCell::anchor)
                .containsExactly("up-to-date", "outdated", "unknown-state", "offline", null);
    }

    @Test
    void should_list_the_systems_of_each_transition_when_there_are_any() {
        assertThat(page.transitions())
                .extracting(
                        TransitionList::anchor,
                        TransitionList::from,
                        TransitionList::to,
                        list -> list.table().count())
                .containsExactly(
                        tuple("up-to-date--outdated", UP_TO_DATE, OUTDATED, "1 system"),
                        tuple("up-to-date--left", UP_TO_DATE, null, "1 system"),
                        tuple("joined--offline", null, OFFLINE, "1 system"));
        assertThat(hostnames(page.movedCommits())).containsExactly("moved");
        assertThat(hostnames(page.changedFlakes())).containsExactly("fell\\u202e");
        assertThat(hostnames(page.changedReasons())).containsExactly("why");
    }

    @Test
    void should_show_before_and_after_when_a_system_changed() {
        CommitView old = new CommitView(OLD, "aaaaaaaaaaaa", null);

        assertThat(rows(page.transitions().get(0).table()))
                .containsExactly(new ChangeView(
                        "fell\\u202e",
                        "#fell\u202e",
                        OUTDATED,
                        null,
                        new Pair<>("in\\u202efra", "web", false),
                        new Pair<>(RUNS_NEWEST, NOT_EVALUATED, false),
                        new Pair<>(old, old, true)));
        assertThat(rows(page.movedCommits()).get(0).running())
                .isEqualTo(new Pair<>(old, new CommitView(NEW, "bbbbbbbbbbbb", null), false));
    }

    @Test
    void should_have_no_link_when_a_system_left() {
        ChangeView left = rows(page.transitions().get(1).table()).get(0);

        assertThat(left.link()).isNull();
        assertThat(left.status()).isNull();
        assertThat(left.flake()).isEqualTo(new Pair<>("web", null, false));
    }

    @Test
    void should_name_both_snapshots_when_there_is_a_baseline() {
        assertThat(page.snapshot().id()).isEqualTo(8);
        assertThat(page.baseline())
                .satisfies(baseline -> assertThat(baseline.asOf().age()).isEqualTo("24 h"));
    }

    @Test
    void should_be_empty_when_there_is_no_baseline() {
        ChangesPageModel first =
                new ChangesPage(host -> null, NO_FORGES, false).of(FRAME, SNAPSHOT, null, null, null, null);

        assertThat(first.baseline()).isNull();
        assertThat(first.matrix()).isEmpty();
        assertThat(first.movedCommits().isEmpty()).isTrue();
    }

    @Test
    void should_count_newcomers_neither_as_better_nor_as_worse() {
        Changes arrivals = changes(change(UP_TO_DATE, OUTDATED), change(null, OUTDATED), change(OFFLINE, OUTDATED));

        assertThat(arrivals.worse()).isEqualTo(1);
        assertThat(arrivals.better()).isEqualTo(1);
        assertThat(arrivals.joined()).isEqualTo(1);
        assertThat(changes(change(OUTDATED, null)).left()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        // systems per transition, number of transitions, systems shown
        "499, 1, 499",
        "501, 1, 500",
        "401, 2, 400",
        "400, 2, 400",
        "300, 4, 200"
    })
    void should_cut_long_lists_and_count_all_when_many_systems_changed(int systems, int transitions, int shown) {
        List<Transition> kinds = List.of(
                        new Transition(UP_TO_DATE, OUTDATED),
                        new Transition(OUTDATED, OFFLINE),
                        new Transition(OFFLINE, UP_TO_DATE),
                        new Transition(null, OFFLINE))
                .subList(0, transitions);
        Changes many = changes(IntStream.range(0, systems * transitions)
                .mapToObj(i -> kinds.get(i % transitions))
                .map(transition -> change(transition.from(), transition.to()))
                .toArray(StatusChange[]::new));

        assertThat(kinds).allSatisfy(kind -> {
            assertThat(many.listOf(kind).shown()).hasSize(shown);
            assertThat(many.listOf(kind).total()).isEqualTo(systems);
        });
    }

    @Test
    void should_show_two_hundred_when_more_systems_move_under_one_status() {
        Changes many = changes(IntStream.range(0, 201).mapToObj(i -> MOVED).toArray(StatusChange[]::new));

        assertThat(many.movedCommits().shown()).hasSize(200);
        assertThat(many.movedCommits().leftOut()).isEqualTo(1);
    }

    @Test
    void should_be_empty_when_no_system_made_a_transition() {
        assertThat(changes().listOf(new Transition(OUTDATED, OFFLINE)).total()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "UP_TO_DATE, 1, 2, +1, 1 more, better",
        "UP_TO_DATE, 1002, 1, '−1,001', '1,001 fewer', worse",
        "OUTDATED, 1, 2, +1, 1 more, worse",
        "OFFLINE, 3, 1, −2, 2 fewer, better",
        "OUTDATED, 4, 4, ±0, no change, same"
    })
    void should_show_how_a_count_changed_and_whether_that_is_good(
            Status status, int before, int now, String signed, String words, String tone) {
        Delta delta = Delta.of(status, before, now);

        assertThat(delta).isEqualTo(new Delta(signed, words, tone));
        assertThat(delta.isChange()).isEqualTo(before != now);
    }

    @Test
    void should_be_neutral_when_a_count_is_not_of_a_status() {
        assertThat(Delta.neutral(1, 2).tone()).isEqualTo("neutral");
        assertThat(Delta.neutral(2, 1).signed()).isEqualTo("−1");
    }

    @Test
    void should_distinguish_deployments_from_new_commits_when_systems_fell_behind() {
        StatusChange redeployed = new StatusChange(
                "rolled-back",
                "web",
                "web",
                new Transition(UP_TO_DATE, OUTDATED),
                RUNS_NEWEST,
                NOT_EVALUATED,
                NEW,
                OLD,
                "ops",
                true);

        ChangesPageModel both = new ChangesPage(host -> null, NO_FORGES, true)
                .of(FRAME, SNAPSHOT, changes(FELL, redeployed), null, null, null);

        assertThat(both.transitions().get(0).table().groups())
                .extracting(
                        ChangeGroup::cause,
                        ChangeGroup::count,
                        group -> group.changes().size())
                .containsExactly(
                        tuple("Not deployed: newer commits arrived", "1 system", 1),
                        tuple("Deployed, but not the newest commit", "1 system", 1));
        assertThat(rows(both.transitions().get(0).table()))
                .extracting(ChangeView::owner)
                .containsExactly(null, "ops");
    }

    @Test
    void should_start_with_what_got_worse_when_some_got_better_too() {
        ChangesPageModel mixed = new ChangesPage(host -> null, NO_FORGES, false)
                .of(
                        FRAME,
                        SNAPSHOT,
                        changes(
                                change(UNKNOWN_STATE, UP_TO_DATE),
                                change(OUTDATED, UP_TO_DATE),
                                change(UP_TO_DATE, UNKNOWN_STATE),
                                LEFT),
                        null,
                        null,
                        null);

        assertThat(mixed.headline()).isEqualTo("1 system got worse, 2 got better, 1 left");
        assertThat(mixed.transitions())
                .extracting(TransitionList::anchor)
                .containsExactly(
                        "up-to-date--unknown-state",
                        "up-to-date--left",
                        "outdated--up-to-date",
                        "unknown-state--up-to-date");
        assertThat(mixed.transitions().get(0).table().groups())
                .extracting(ChangeGroup::cause)
                .containsOnlyNulls();
    }

    @Test
    void should_distinguish_a_deployment_from_a_commit_without_effect_when_the_status_stays() {
        StatusChange deployed = new StatusChange(
                "deployed",
                "web",
                "web",
                new Transition(OUTDATED, OUTDATED),
                Reason.NOT_EVALUATED,
                Reason.NOT_EVALUATED,
                OLD,
                NEW,
                null,
                true);

        Changes stayed = changes(MOVED, deployed);

        assertThat(stayed.redeployedInPlace()).isEqualTo(1);
        assertThat(new ChangesPage(host -> null, NO_FORGES, true)
                        .of(FRAME, SNAPSHOT, stayed, null, null, null)
                        .movedCommits()
                        .groups())
                .extracting(ChangeGroup::cause, ChangeGroup::count)
                .containsExactly(
                        tuple("Not deployed: a newer commit builds the same closure", "1 system"),
                        tuple("Deployed", "1 system"));
    }

    @Test
    void should_name_systems_that_newly_or_no_longer_need_attention() {
        ChangesPageModel named = new ChangesPage(host -> "#" + host, NO_FORGES, true)
                .of(
                        FRAME,
                        SNAPSHOT,
                        changes(),
                        new AttentionChange(
                                new Bounded<>(List.of("a"), 3), new Bounded<>(List.of("b", "gone"), 2), Set.of("gone")),
                        null,
                        null);

        assertThat(named.needing().shown()).containsExactly(new HostView("a", "#a"));
        assertThat(named.needing().leftOut()).isEqualTo(2);
        assertThat(named.noLongerNeeding().shown())
                .containsExactly(new HostView("b", "#b"), new HostView("gone", null));
    }

    private static List<ChangeView> rows(ChangeTable table) {
        return table.groups().stream()
                .flatMap(group -> group.changes().stream())
                .toList();
    }

    private static List<String> hostnames(ChangeTable table) {
        return rows(table).stream().map(ChangeView::hostname).toList();
    }

    private static StatusChange change(@Nullable Status from, @Nullable Status to) {
        return new StatusChange("host", null, null, new Transition(from, to), null, null, null, null, null, false);
    }

    private static Changes changes(StatusChange... changed) {
        DiffCollector collector = new DiffCollector(Integer.MAX_VALUE);
        List.of(changed).forEach(collector);
        return new Changes(collector.diff(BASELINE, SNAPSHOT, new Bounded<>(List.of(), 0)), Set.of());
    }
}
