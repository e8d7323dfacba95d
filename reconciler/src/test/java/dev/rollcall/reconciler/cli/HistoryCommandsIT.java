// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.job.RunLock;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Butler is never deployed until hour 26, runs the newest commit until hour 50, and is outdated since. */
class HistoryCommandsIT {

    private static final Instant NOW = Fleet.hour(24 * 1000);
    private static final String BACKFILL_WITH =
            "backfill --from 2026-01-02T00:00:00Z --to 2026-01-05T00:00:00Z --reports ";
    private static final String BACKFILL = BACKFILL_WITH + "none";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void oneSystem() {
        POSTGRES.clear();
        new Fleet(POSTGRES.dsl())
                .flake("infra")
                .commit("infra", "a", 1)
                .evaluation("infra", "a", "butler", "butler-1")
                .commit("infra", "b", 50)
                .evaluation("infra", "b", "butler", "butler-2")
                .system("butler", "infra")
                .state("butler", "butler-1", 26);
    }

    @Test
    void should_make_each_past_night_when_backfilled() {
        Outcome backfill = rollcall(BACKFILL);

        assertThat(backfill.err()).isEmpty();
        assertThat(backfill.exitCode()).isZero();
        assertThat(backfill.out())
                .isEqualToIgnoringNewLines(
                        "Reconstructed 4 nights from 2026-01-02T00:00:00Z to 2026-01-05T00:00:00Z in 0 s; 0 were there already.");
        assertThat(rollcall("history --format csv").out()).isEqualTo("""
                id,as_of,label,trigger,systems,up_to_date,outdated,unknown_state,offline,changed_systems,gate,rules_version
                4,2026-01-05T00:00:00Z,,backfill,1,0,1,0,0,0,,5
                3,2026-01-04T00:00:00Z,,backfill,1,0,1,0,0,1,,5
                2,2026-01-03T00:00:00Z,,backfill,1,1,0,0,0,1,,5
                1,2026-01-02T00:00:00Z,,backfill,1,0,0,0,1,1,,5
                """);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void should_fill_the_gaps_and_recount_changes_when_nights_exist() {
        rollcall("run --as-of 2026-01-02T00:00:00Z");
        rollcall("run --as-of 2026-01-05T00:00:00Z");
        String before = rollcall("history --format csv").out();

        Outcome backfill = rollcall("backfill --from 2026-01-02T00:00:00Z --to 2026-01-05T00:00:00Z");
        Outcome again = rollcall(BACKFILL);

        assertThat(before).contains("2026-01-05T00:00:00Z,,run,1,0,1,0,0,1");
        assertThat(backfill.out()).contains("Reconstructed 2 nights", "2 were there already", "Report: file:");
        assertThat(again.out())
                .contains("Reconstructed 0 nights", "4 were there already")
                .doesNotContain("was not changed", "nothing changed");
        assertThat(rollcall("history --format csv").out())
                .contains("2026-01-05T00:00:00Z,,run,1,0,1,0,0,0", "2026-01-04T00:00:00Z,,backfill,1,0,1,0,0,1");
    }

    @Test
    void should_continue_where_it_stopped_when_a_backfill_was_interrupted() {
        POSTGRES.dsl().execute("alter table history.snapshots add constraint stop check (as_of <> '2026-01-04Z')");
        Outcome failed = rollcall(BACKFILL);
        POSTGRES.dsl().execute("alter table history.snapshots drop constraint stop");

        Outcome again = rollcall(BACKFILL);

        assertThat(failed.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(failed.err()).contains("The run as of 2026-01-04T00:00:00Z failed in step 'openSnapshot'");
        assertThat(again.err()).contains("Finished the interrupted run as of 2026-01-04T00:00:00Z.");
        assertThat(again.out()).contains("Reconstructed 1 night ", "3 were there already");
    }

    @Test
    void should_write_the_report_of_the_last_night_or_of_all_when_asked_to() throws IOException {
        rollcall(BACKFILL_WITH + "last --out last");
        rollcall("backfill --from 2026-01-06T00:00:00Z --to 2026-01-07T00:00:00Z --reports all --out all");

        assertThat(reports("last")).containsExactly("2026-01-05T000000Z-4");
        assertThat(Files.readString(folder.resolve("last/index.html"))).contains("2026-01-02", "backfill");
        // as the archive says
        String command = Files.readString(folder.resolve("last/index.html"))
                .replaceFirst("(?s).*<code>rollcall (report --snapshot 3[^<]*)</code>.*", "$1");
        assertThat(rollcall(command.replace("DIR", "last")).err()).isEmpty();
        assertThat(reports("last")).containsExactly("2026-01-04T000000Z-3", "2026-01-05T000000Z-4");
        assertThat(reports("all")).containsExactly("2026-01-06T000000Z-5", "2026-01-07T000000Z-6");
    }

    @Test
    void should_show_that_a_system_left_when_the_first_night_without_it_has_no_report() throws IOException {
        rollcall("run --as-of 2026-01-02T00:00:00Z --out nights");
        rollcall("retire butler");

        rollcall("backfill --from 2026-01-03T00:00:00Z --to 2026-01-04T00:00:00Z --out nights");

        assertThat(reports("nights")).containsExactly("2026-01-02T000000Z-1", "2026-01-04T000000Z-3");
        assertThat(Files.readString(folder.resolve("nights/systems/butler.html")))
                .contains("It left the inventory.", "2026-01-03", "2026-01-04T000000Z-3/index.html");
    }

    @Test
    void should_show_the_story_of_a_system_when_it_is_named() {
        rollcall(BACKFILL);

        Outcome story = rollcall("history butler");

        assertThat(story.out())
                .contains(
                        "2026-01-02 00:00  -             ○ Offline     never-deployed       -",
                        "2026-01-03 00:00  ○ Offline     ● Up to Date  runs-newest          a00000000000",
                        "2026-01-04 00:00  ● Up to Date  ▲ Outdated    awaiting-deployment  a00000000000",
                        "24 h so far");
        assertThat(rollcall("history butler --format csv").out().lines())
                .element(2)
                .isEqualTo(
                        "butler,2026-01-03T00:00:00Z,2026-01-04T00:00:00Z,86400,Offline,Up to Date,runs-newest,infra,"
                                + Fleet.hash("a") + ",2,backfill,");
        assertThat(rollcall("history butler --last 1 --format csv").out())
                .hasLineCount(2)
                .contains("Up to Date,Outdated");
        assertThat(rollcall("history butler --format json").out())
                .contains("\"from\" : null", "\"to\" : \"Offline\"", "\"until\" : null");
    }

    @Test
    void should_suggest_a_name_when_a_host_is_unknown() {
        rollcall(BACKFILL);

        Outcome story = rollcall("history buttler");

        assertThat(story.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(story.err())
                .isEqualToIgnoringNewLines(
                        "error[unknown-system]: No snapshot has a system 'buttler'. Did you mean butler?");
    }

    @Test
    void should_compare_two_nights_when_they_are_named() {
        rollcall(BACKFILL);

        assertThat(rollcall("diff 1 2026-01-04").out())
                .contains("Offline → Outdated: 1 system", "never-deployed → awaiting-deployment");
        assertThat(rollcall("diff").out()).contains("Nothing changed.");
        assertThat(rollcall("diff 2d latest --format markdown").out()).contains("**Up to Date → Outdated: 1 system**");
        assertThat(rollcall("diff 2d latest --format json").out()).contains("\"entered\" : 1");
        assertThat(rollcall("diff 7d").err())
                .startsWith("error[unknown-snapshot]: There is no snapshot '7d'; the oldest is as of 2026-01-0");
    }

    @Test
    void should_keep_an_archived_report_without_overwrite() throws IOException {
        rollcall(BACKFILL);
        Path page = folder.resolve("report/2026-01-04T000000Z-3/index.html");

        Outcome first = rollcall("report --snapshot 3 --against 1 --out report");
        Files.writeString(page, "of another version");
        Outcome second = rollcall("report --snapshot 3 --out report");
        String untouched = Files.readString(page);
        Outcome third = rollcall("report --snapshot 3 --out report --overwrite");

        assertThat(first.out()).isEqualToIgnoringNewLines("Report: " + page.toUri());
        assertThat(second.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(second.err()).startsWith("error[report-exists]: ");
        assertThat(untouched).isEqualTo("of another version");
        assertThat(third.exitCode()).isZero();
        assertThat(Files.readString(page)).contains("2026-01-04");
    }

    @Test
    void should_compare_with_the_given_night_when_reporting_against_it() throws IOException {
        rollcall(BACKFILL);

        rollcall("report --snapshot 4 --against 1 --out against");
        Outcome later = rollcall("report --snapshot 1 --against 4 --out later");
        Outcome same = rollcall("report --against latest --json same.json");

        assertThat(later.err())
                .startsWith(
                        "error[baseline-not-earlier]: Snapshot 1 can't be compared with snapshot 4 as of 2026-01-05T00:00:00Z");
        assertThat(same.err()).startsWith("error[baseline-not-earlier]: ");
        assertThat(folder.resolve("later")).isEmptyDirectory();
        assertThat(Files.readString(folder.resolve("against/2026-01-05T000000Z-4/changes.html")))
                .contains("2026-01-02");
    }

    @Test
    void should_delete_snapshots_and_rebuild_the_index_when_pruned() throws IOException {
        rollcall("backfill --from 2026-01-02T00:00:00Z --to 2026-01-15T00:00:00Z --reports all");
        List<String> before = reports("rollcall-report");
        String story = rollcall("history butler --format csv").out();

        Outcome preview = rollcall("prune --dry-run");
        Outcome prune = rollcall("prune");

        // weeks end on Sunday the 4th, the 11th and the 15th; the 2nd and the 3rd have changes
        assertThat(preview.out()).endsWith("Would remove 9 snapshots.\n").contains("2026-01-05T00:00:00Z  snapshot 4");
        assertThat(prune.out())
                .startsWith(preview.out().substring(0, preview.out().indexOf("Would")))
                .contains("Removed 9 snapshots.", "has 9 reports of removed snapshots");
        assertThat(reports("rollcall-report")).isEqualTo(before);
        assertThat(links()).hasSize(5);
        assertThat(rollcall("history butler --format csv").out()).isEqualTo(story);
        assertThat(rollcall("prune").out()).startsWith("Removed 0 snapshots.");
    }

    @Test
    void should_remove_reports_and_keep_the_data_when_pruned_with_html() throws IOException {
        rollcall("backfill --from 2026-01-02T00:00:00Z --to 2026-01-15T00:00:00Z --reports all");
        Files.createDirectories(folder.resolve("rollcall-report/notes"));

        Outcome preview = rollcall("prune --html --dry-run");
        List<String> untouched = reports("rollcall-report");
        Outcome prune = rollcall("prune --html");

        assertThat(preview.out()).endsWith("Would remove 9 reports.\n");
        assertThat(untouched).hasSize(14);
        assertThat(prune.out()).endsWith("Removed 9 reports.\n");
        assertThat(reports("rollcall-report")).hasSize(5);
        assertThat(links()).hasSize(5);
        assertThat(folder.resolve("rollcall-report/notes")).exists();
        assertThat(rollcall("history --format csv").out().lines()).hasSize(15);
    }

    @Test
    void should_refuse_to_remove_reports_when_the_archive_is_of_another_database() throws IOException {
        rollcall(BACKFILL_WITH + "last");
        POSTGRES.dsl().execute("delete from history.snapshots");

        Outcome prune = rollcall("prune --html");

        assertThat(prune.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(prune.err()).contains("error[archive-not-recognised]: ");
        assertThat(reports("rollcall-report")).hasSize(1);
    }

    @Test
    void should_list_existing_reports_when_folders_were_removed_by_hand() throws IOException {
        rollcall(BACKFILL_WITH + "all");
        Files.move(folder.resolve("rollcall-report/2026-01-03T000000Z-2"), folder.resolve("elsewhere"));

        rollcall("prune --keep-all 3000d --keep-daily 3000d");

        assertThat(links()).hasSize(3).noneMatch(link -> link.contains("2026-01-03"));
    }

    @Test
    void should_compute_a_night_again_when_retention_had_deleted_it() {
        rollcall("backfill --from 2026-01-02T00:00:00Z --to 2026-01-15T00:00:00Z --reports none");
        rollcall("prune");

        Outcome run = rollcall("run --as-of 2026-01-06T00:00:00Z --keep-all 3000d --keep-daily 3000d");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("As of 2026-01-06T00:00:00Z: 1 system: 0 Up to Date, 1 Outdated");
    }

    @ParameterizedTest
    @ValueSource(strings = {BACKFILL, "prune", "prune --dry-run", "report --out report"})
    void should_exit_with_the_code_for_locked_when_a_run_holds_the_lock(String line) {
        try (RunLock held = RunLock.acquire(POSTGRES.database().dataSource(), Duration.ZERO)) {
            Outcome outcome = rollcall(line);

            assertThat(held).isNotNull();
            assertThat(outcome.exitCode()).isEqualTo(ExitCode.LOCKED.code());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backfill --from 2026-01-02T00:00:00Z",
                "backfill --from 2026-01-02T00:00:00Z --to 2030-01-02T00:00:00Z",
                "backfill --from 2026-01-02T00:00:00Z --to 2026-01-01T00:00:00Z",
                "backfill --from 2026-01-02T00:00:00Z --to 2026-01-03T00:00:00Z --every 0d",
                "backfill --from 2026-01-02T00:00:00Z --to 2026-06-03T00:00:00Z --every 1s",
                "prune --keep-all 35d --keep-daily 1d",
                "prune --html --out nowhere",
                "history --last 0",
            })
    void should_refuse_it_when_the_command_line_is_wrong(String line) {
        Outcome outcome = rollcall(line);

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).startsWith("error[");
    }

    private List<String> reports(String archive) throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve(archive))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith("2026-"))
                    .sorted()
                    .toList();
        }
    }

    /** The reports that the archive's index links to. */
    private List<String> links() throws IOException {
        return Files.readString(folder.resolve("rollcall-report/index.html"))
                .lines()
                .filter(line -> line.contains("Z-") && line.contains("/index.html\""))
                .toList();
    }

    private Outcome rollcall(String line) {
        return RollcallProgram.in(folder, NOW).on(POSTGRES.settings()).run(line.split(" "));
    }
}
