// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.diff;

import static dev.rollcall.schema.domain.Reason.BUILD_FAILED;
import static dev.rollcall.schema.domain.Reason.NEVER_DEPLOYED;
import static dev.rollcall.schema.domain.Reason.NOT_EVALUATED;
import static dev.rollcall.schema.domain.Reason.RUNS_NEWEST;
import static dev.rollcall.schema.domain.Status.OFFLINE;
import static dev.rollcall.schema.domain.Status.OUTDATED;
import static dev.rollcall.schema.domain.Status.UP_TO_DATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.Snapshots;
import dev.rollcall.report.format.syntax.TableWidth;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.DiffCollector;
import dev.rollcall.report.model.SnapshotDiff;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.StatusChange;
import dev.rollcall.report.model.Transition;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.domain.Trigger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffFormatTest {

    private static final SnapshotSummary BASELINE =
            Snapshots.of(7, "2026-11-22T02:00:00Z", new Counts(2, 2, 0, 0, 0, 0, 0, 0, 0), Trigger.BACKFILL, null);
    private static final SnapshotSummary SNAPSHOT =
            Snapshots.of(8, "2026-11-23T02:00:00Z", new Counts(3, 1, 1, 0, 1, 0, 0, 0, 0), Trigger.RUN, "upgrade");
    private static final Transition OUTDATED_NOW = new Transition(UP_TO_DATE, OUTDATED);
    private static final Transition JOINED = new Transition(null, OFFLINE);
    private static final String COMMIT = "a".repeat(40);
    private static final SnapshotDiff DIFF = diff(
            SNAPSHOT,
            List.of(
                    new StatusChange(
                            "butler",
                            "infra",
                            "infra",
                            OUTDATED_NOW,
                            RUNS_NEWEST,
                            NOT_EVALUATED,
                            COMMIT,
                            COMMIT,
                            null,
                            false),
                    new StatusChange(
                            "new|@host", null, "infra", JOINED, null, NEVER_DEPLOYED, null, null, null, false)));

    @Test
    void should_report_it_when_the_snapshots_have_different_rules_versions() {
        SnapshotDiff same =
                new DiffCollector(1).diff(madeBy(2, BASELINE), madeBy(2, SNAPSHOT), new Bounded<>(List.of(), 0));
        SnapshotDiff other =
                new DiffCollector(1).diff(madeBy(1, BASELINE), madeBy(2, SNAPSHOT), new Bounded<>(List.of(), 0));

        for (String text : List.of(DiffFormat.table(other, TableWidth.UNKNOWN), DiffFormat.markdown(other))) {
            assertThat(text).contains("The status rules changed in between (version 1, then 2)");
        }
        assertThat(DiffFormat.json(other)).contains("\"rules_version\" : 1", "\"rules_version\" : 2");
        for (String text : List.of(DiffFormat.table(same, TableWidth.UNKNOWN), DiffFormat.markdown(same))) {
            assertThat(text).doesNotContain("rules");
        }
    }

    @Test
    void should_show_totals_and_lists_when_written_as_a_table() {
        assertThat(DiffFormat.table(DIFF, TableWidth.UNKNOWN)).isEqualTo("""
                From 2026-11-22 02:00 UTC, snapshot 7, reconstructed
                to   2026-11-23 02:00 UTC, snapshot 8 'upgrade'

                STATUS           BEFORE  ENTERED  LEFT  NOW
                ● Up to Date     2       0        -1    1
                ▲ Outdated       0       +1       0     1
                ? Unknown State  0       0        0     0
                ○ Offline        0       +1       0     1
                  systems        2       +1       0     3

                Up to Date → Outdated: 1 system
                  HOST    FLAKE  REASON                       COMMIT
                  butler  infra  runs-newest → not-evaluated  aaaaaaaaaaaa

                Joined as Offline: 1 system
                  HOST       FLAKE  REASON          COMMIT
                  new|@host  infra  never-deployed  -
                """);
    }

    @Test
    void should_keep_names_harmless_when_written_as_markdown() {
        assertThat(DiffFormat.markdown(DIFF))
                .startsWith("### Changes since 2026-11-22 02\\:00 UTC, snapshot 7, reconstructed\n")
                .contains("| new\\|&#64;&#8203;host | infra | never-deployed | - |\n");
    }

    @Test
    void should_cut_long_lists_with_a_note_when_written_as_markdown() {
        List<StatusChange> many = IntStream.range(0, 100_000)
                .mapToObj(i -> new StatusChange(
                        "host-" + i, "f", "f", OUTDATED_NOW, NOT_EVALUATED, BUILD_FAILED, COMMIT, COMMIT, null, false))
                .toList();

        String markdown = DiffFormat.markdown(diff(SNAPSHOT, many));

        assertThat(markdown).hasSizeLessThan(60_000).contains("and 99,950 more");
    }

    @Test
    void should_write_null_for_the_side_that_a_newcomer_lacks_when_written_as_json() {
        assertThat(DiffFormat.json(DIFF))
                .contains("\"reconstructed\" : true", "\"joined\" : 1", "\"hostname\" : \"new|@host\"")
                .contains("\"before\" : null")
                .endsWith("}\n");
    }

    @Test
    void should_list_moves_flakes_and_reasons_when_the_status_stayed() {
        Transition stayed = new Transition(OUTDATED, OUTDATED);
        SnapshotDiff diff = diff(
                SNAPSHOT,
                List.of(
                        new StatusChange(
                                "flake",
                                "infra",
                                "web",
                                stayed,
                                NOT_EVALUATED,
                                NOT_EVALUATED,
                                COMMIT,
                                COMMIT,
                                null,
                                false),
                        new StatusChange(
                                "moved",
                                "web",
                                "web",
                                stayed,
                                NOT_EVALUATED,
                                NOT_EVALUATED,
                                COMMIT,
                                "b".repeat(40),
                                null,
                                false),
                        new StatusChange(
                                "reason", "web", "web", stayed, NOT_EVALUATED, BUILD_FAILED, null, null, null, false),
                        new StatusChange(
                                "left",
                                "web",
                                null,
                                new Transition(OFFLINE, null),
                                NEVER_DEPLOYED,
                                null,
                                null,
                                null,
                                null,
                                false)));

        assertThat(DiffFormat.table(diff, TableWidth.UNKNOWN)).endsWith("""

                Left the inventory, previously Offline: 1 system
                  HOST  FLAKE  REASON          COMMIT
                  left  web    never-deployed  -

                Same status, different commit: 1 system
                  HOST   FLAKE  REASON         COMMIT
                  moved  web    not-evaluated  aaaaaaaaaaaa → bbbbbbbbbbbb

                Different flake: 1 system
                  HOST   FLAKE        REASON         COMMIT
                  flake  infra → web  not-evaluated  aaaaaaaaaaaa

                Same status and commit, different reason: 1 system
                  HOST    FLAKE  REASON                        COMMIT
                  reason  web    not-evaluated → build-failed  -
                """);
    }

    @Test
    void should_write_each_side_whole_when_written_as_json() {
        assertThat(DiffFormat.json(DIFF).replaceAll("\\s+", " "))
                .contains("\"hostname\" : \"butler\", \"before\" : { \"status\" : \"Up to Date\", \"reason\" :"
                        + " \"runs-newest\", \"flake\" : \"infra\", \"running_commit\" : \"" + COMMIT + "\" }")
                .contains("\"hostname\" : \"new|@host\", \"before\" : null, \"now\" : { \"status\" : \"Offline\","
                        + " \"reason\" : \"never-deployed\", \"flake\" : \"infra\", \"running_commit\" : null }")
                .contains("\"status\" : \"Up to Date\", \"before\" : 2, \"entered\" : 0, \"left\" : 1, \"now\" : 1")
                .contains("\"joined\" : 1", "\"left_inventory\" : 0", "\"moved_commit\" : 0", "\"changed_flake\" : 0");
    }

    @Test
    void should_not_mention_more_when_a_list_just_fits_into_markdown() {
        List<StatusChange> fifty = IntStream.range(0, 50)
                .mapToObj(i -> new StatusChange(
                        "host-" + i, "f", "f", OUTDATED_NOW, NOT_EVALUATED, BUILD_FAILED, COMMIT, COMMIT, null, false))
                .toList();

        assertThat(DiffFormat.markdown(diff(SNAPSHOT, fifty)))
                .contains("host-49")
                .doesNotContain(" more");
    }

    @Test
    void should_report_that_nothing_changed_when_nothing_did() {
        SnapshotDiff same = diff(BASELINE, List.of());

        assertThat(DiffFormat.table(same, TableWidth.UNKNOWN)).endsWith("\nNothing changed.\n");
        assertThat(DiffFormat.markdown(same)).endsWith("\nNothing changed.\n");
    }

    private static SnapshotDiff diff(SnapshotSummary snapshot, List<StatusChange> changes) {
        DiffCollector collector = new DiffCollector(DiffFormat.ROWS_OF_MARKDOWN_LIST);
        changes.forEach(collector);
        return collector.diff(BASELINE, snapshot, new Bounded<>(List.of(), 0));
    }

    private static SnapshotSummary madeBy(int rulesVersion, SnapshotSummary of) {
        return new SnapshotSummary(
                of.id(),
                of.asOf(),
                of.publishedAt(),
                of.matching(),
                of.label(),
                of.trigger(),
                of.silentAfter(),
                of.staleAfter(),
                of.assessedBy(),
                rulesVersion,
                of.counts(),
                of.feeds(),
                of.gate());
    }
}
