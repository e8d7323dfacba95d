// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A folder to which the machines of a fleet write, and the run that imports it. */
class DropFolderIT {

    private static final Instant NOW = Fleet.hour(48);
    private static final Instant LONG_AGO = Fleet.hour(20);

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private Path drops;

    @BeforeEach
    void threeSystemsThatNeverReported() throws IOException {
        POSTGRES.clear();
        new Fleet(POSTGRES.dsl())
                .flake("infra")
                .commit("infra", "a", 1)
                .evaluation("infra", "a", "web", "web-1")
                .evaluation("infra", "a", "db", "db-1")
                .evaluation("infra", "a", "ci", "ci-1")
                .system("web", "infra")
                .system("db", "infra")
                .system("ci", "infra");
        drops = Files.createDirectory(folder.resolve("drops"));
    }

    @Test
    void should_assess_the_files_of_every_writer_when_a_run_imports_a_folder() throws IOException {
        drop("states.jsonl", state("web"));
        drop("states-db.jsonl", state("db"));
        drop("ci/states.jsonl", state("ci"));
        drop("ci/.states.jsonl.part", "{\"hostn");
        drop("readme.txt", "no inventory file");

        Outcome run = night();

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("states", "3 new", "and 2 other files", "3 systems: 3 Up to Date");
        assertThat(night().out()).contains("Nothing changed: everything was already known.");
    }

    @Test
    void should_import_valid_lines_and_report_the_others_when_a_file_has_a_bad_line() throws IOException {
        drop("states-ci.jsonl", state("ci"));
        drop("states-db.jsonl", state("db") + "{\"hostname\": \"db\"}\n");
        drop("states-web.jsonl.gz", "\u001f\u008b no archive");
        drop("web.jsonl", state("web"));

        Outcome run = night();

        assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(run.out()).contains("3 systems: 2 Up to Date");
        assertThat(run.err())
                .contains("Skipped 1 bad line:", "states-db.jsonl line 2: ")
                .contains("error[file-damaged]: " + drops.resolve("states-web.jsonl.gz"))
                .contains("error[file-not-taken]: " + drops.resolve("web.jsonl")
                        + " was not imported: its name does not match any kind");
        assertThat(drops.resolve("states-web.jsonl.gz")).exists();
    }

    @Test
    void should_report_a_file_when_something_else_follows_what_was_compressed() throws IOException {
        String stream = gzip(state("web"));
        drop("states-ci.jsonl.gz", stream + gzip(state("ci")));
        drop("states-db.jsonl.gz", stream + state("db"));
        drop("states-web.jsonl.gz", stream + gzip(state("db")).replaceFirst("\u0008", "\u0009"));
        drop("heartbeats.jsonl.gz", gzip("{\"hostname\": \"web\", \"timestamp\": \"" + LONG_AGO + "\"}\n") + "x");

        Outcome run = night();

        assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(run.err())
                .contains("error[file-damaged]: " + drops.resolve("states-db.jsonl.gz"))
                .contains("error[file-damaged]: " + drops.resolve("states-web.jsonl.gz"))
                .contains("error[file-damaged]: " + drops.resolve("heartbeats.jsonl.gz"))
                .hasLineCount(3);
        assertThat(run.out()).contains("3 systems: 2 Up to Date");
    }

    @Test
    void should_name_files_that_look_like_inventory_files_when_they_are_not_imported() throws IOException {
        drop("states-web.jsonl", state("web"));
        drop("states.jsonl.zst", "no matter");
        drop("states.json", state("db"));
        drop("EVALS-ci.JSONL", "");
        drop("site/db/states.jsonl", state("db"));
        drop("site/db/readme.jsonl", "");
        drop("policy.json", "{}");

        Outcome run = night();
        Outcome imported = rollcall("import", "drops");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualTo("warning: These files were not imported: " + drops.resolve("EVALS-ci.JSONL") + ", "
                        + drops.resolve("site/db/states.jsonl") + ", " + drops.resolve("states.json") + ", "
                        + drops.resolve("states.jsonl.zst") + ". Expected names such as states-web.jsonl,"
                        + " states-web.jsonl.gz or web/states.jsonl.\n");
        assertThat(imported.exitCode()).isZero();
        assertThat(imported.err()).isEqualTo(run.err());
    }

    @Test
    void should_change_nothing_when_another_flake_has_got_the_commit_of_evaluations_that_are_known()
            throws IOException {
        String line = evaluation(Fleet.hash("a"), "lab", "lab");
        drop("evals.jsonl", line);
        rollcall("import", "drops");
        new Fleet(POSTGRES.dsl()).flake("prod").commit("prod", "a", 1);

        Outcome again = rollcall("import", "drops");
        drop("evals.jsonl", line.replace("}", ", \"outputs\": {\"out\": \"" + Fleet.closure("lab") + "\"}}"));
        Outcome changed = rollcall("import", "drops");
        drop("evals.jsonl", line + evaluation(Fleet.hash("a"), "tor", "tor"));
        Outcome more = rollcall("import", "drops");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains("Nothing changed: everything was already known.");
        assertThat(changed.err()).startsWith("error[line-ambiguous-commit]: ");
        assertThat(more.err())
                .startsWith(
                        "error[line-ambiguous-commit]: " + drops.resolve("evals.jsonl") + " line 2: names the commit ");
    }

    @Test
    void should_report_a_file_that_a_night_would_leave_when_the_doctor_looks() throws IOException {
        drop("web.jsonl", state("web"));

        Outcome doctor =
                RollcallProgram.in(folder, NOW).on(POSTGRES.settings()).run("doctor", "run", "--import", "drops");

        assertThat(doctor.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(doctor.out())
                .contains("  problem  drop folder: " + drops.resolve("web.jsonl")
                        + " was not imported: its name does not match any kind");
    }

    @Test
    void should_report_a_file_in_the_documented_words_when_this_user_may_not_read_it() throws IOException {
        drop("states-web.jsonl", state("web"));
        Path file = drops.resolve("states-web.jsonl");
        Files.setPosixFilePermissions(file, Set.of());
        assumeThat(Files.isReadable(file)).as("root reads every file").isFalse();

        assertThat(night().err()).startsWith("error[file-unreadable]: " + file + " may not be read by this user.\n");
    }

    @Test
    void should_name_the_line_of_each_file_when_lines_of_several_files_have_unknown_references() throws IOException {
        drop("systems-a.jsonl", "{\"hostname\": \"a\"}\n{\"hostname\": \"b\", \"flake\": \"lost\"}\n");
        drop("systems-b.jsonl", "{\"hostname\": \"c\"}\n\n{\"hostname\": \"d\", \"flake\": \"gone\"}\n");

        Outcome run = night();

        assertThat(run.err())
                .contains("systems-a.jsonl line 2: names the flake 'lost'")
                .contains("systems-b.jsonl line 3: names the flake 'gone'");
        assertThat(run.out()).contains("5 systems: ");
    }

    @Test
    void should_skip_only_the_file_that_contradicts_when_other_evaluations_are_valid() throws IOException {
        String commit = Fleet.hash("a");
        drop("evals-1.jsonl", evaluation(commit, "lab", "lab"));
        drop("evals-2.jsonl", evaluation(commit, "prod.mail", "mail") + evaluation(commit, "test.mail", "mail"));
        drop("evals-3.jsonl", evaluation(commit, "tor", "tor"));

        Outcome run = night();

        assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(run.err()).contains("evals-2.jsonl", "mail").doesNotContain("evals-1", "evals-3");
        assertThat(POSTGRES.dsl()
                        .fetchValue("select string_agg(derivation_name, ',' order by derivation_name) from"
                                + " inventory.derivations where derivation_name in ('lab', 'mail', 'tor')"))
                .asString()
                .contains("lab")
                .contains("tor");
    }

    @Test
    void should_wait_for_a_line_when_it_may_still_be_growing() throws IOException {
        drop("states-web.jsonl", state("web") + state("db").substring(0, 40));

        Outcome run = night();

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .startsWith("warning: " + drops.resolve("states-web.jsonl") + " line 2 is incomplete.")
                .hasLineCount(1);
        assertThat(run.out()).contains("3 systems: 1 Up to Date");
    }

    @Test
    void should_report_a_bad_line_when_it_has_been_incomplete_for_hours() throws IOException {
        Path file = drop("states-web.jsonl", state("web") + state("db").substring(0, 40));
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));

        Outcome run = night();

        assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(run.err()).contains("Skipped 1 bad line:", "states-web.jsonl line 2: ");
    }

    @Test
    void should_warn_and_run_when_the_folder_is_empty() {
        Outcome run = night();

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).startsWith("warning: There are no inventory files in " + drops + ": expected any of");
        assertThat(run.out()).contains("3 systems: 0 Up to Date");
    }

    @Test
    void should_name_the_first_files_and_count_the_rest_when_many_are_empty() throws IOException {
        for (int number = 10; number <= 30; number++) {
            drop("states-" + number + ".jsonl", "");
        }

        Outcome run = night();

        assertThat(run.err())
                .contains(
                        "states-29.jsonl is empty. Check the program that writes it.\nwarning: and 1 more is empty.\n");
    }

    @Test
    void should_print_no_control_characters_when_the_name_of_an_empty_file_has_some() throws IOException {
        drop("states-\u001b]0;x\u0007.jsonl", "");

        assertThat(night().err()).contains("is empty. Check the program").doesNotContainPattern("[\u001b\u0007]");
    }

    @Test
    void should_run_and_fail_when_there_is_no_folder() throws IOException {
        Files.delete(drops);

        Outcome run = night();

        assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(run.err())
                .startsWith("error[source-not-found]: The folder " + drops
                        + " does not exist, or this user may not read it.\n");
        assertThat(run.out()).contains("3 systems: 0 Up to Date");
    }

    @Test
    void should_not_read_a_file_outside_of_the_folder_when_a_writer_links_to_it() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "Tr0ub4dor");
        Files.createSymbolicLink(drops.resolve("states-web.jsonl"), secret);

        Outcome run = night();

        assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(run.err()).contains("it links to a file outside the folder.").doesNotContain("Tr0ub4dor");
    }

    @Test
    void should_store_nothing_and_fail_when_a_folder_is_imported_by_itself_and_not_all_of_it_can_be()
            throws IOException {
        drop("states-web.jsonl", state("web"));
        Path misspelled = drop("state-db.jsonl", state("db"));

        Outcome imported = rollcall("import", "drops");

        assertThat(imported.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(imported.err())
                .isEqualTo(
                        "error[file-not-taken]: " + misspelled + " was not imported: its name does not match any kind"
                                + " of file, expected one such as states-web.jsonl. Nothing was stored.\n");
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from inventory.system_states"))
                .isEqualTo(0L);
    }

    @Test
    void should_import_new_files_when_a_gate_waits_for_them() throws IOException {
        drop("states-web.jsonl", state("web") + state("db") + state("ci"));

        Outcome run = rollcall("run", "--import", "drops", "--max-offline", "0", "--wait", "1s", "--poll", "1s");

        assertThat(run.err()).contains("waiting: all rules hold");
        assertThat(run.out()).contains("3 systems: 3 Up to Date");
    }

    private Outcome night() {
        return rollcall("run", "--import", "drops");
    }

    private Outcome rollcall(String... args) {
        return RollcallProgram.in(folder, NOW).on(POSTGRES.settings()).run(args);
    }

    private Path drop(String name, String lines) throws IOException {
        Path file = drops.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, lines.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return packed.toString(StandardCharsets.ISO_8859_1);
    }

    private static String state(String host) {
        return "{\"hostname\": \"" + host + "\", \"store_path\": \"" + Fleet.closure(host + "-1")
                + "\", \"timestamp\": \"" + Fleet.hour(47) + "\"}\n";
    }

    private static String evaluation(String commit, String attr, String name) {
        return "{\"commit\": \"" + commit + "\", \"attr\": \"" + attr + "\", \"drvPath\": \""
                + Fleet.closure(attr + name) + ".drv\"}\n";
    }
}
