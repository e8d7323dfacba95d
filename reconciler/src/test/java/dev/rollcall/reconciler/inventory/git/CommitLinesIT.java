// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.inventory.FileKind;
import dev.rollcall.schema.PostgresExtension;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commits from files, with first parents and without. */
class CommitLinesIT {

    private static final String MONDAY = "2026-02-02T03:00:00Z";
    private static final String TUESDAY = "2026-02-03T03:00:00Z";
    private static final String LATER = "2026-03-01T00:00:00Z";
    private static final String TIME = "2026-01-01T00:00:00Z";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private BranchProgram rollcall;

    @BeforeEach
    void initialise() {
        POSTGRES.clear();
        rollcall = new BranchProgram(POSTGRES, folder);
        rollcall.takeLines(MONDAY, FileKind.FLAKES, "{\"name\": \"infra\"}");
    }

    @Test
    void should_order_commits_by_their_first_parents_when_the_newest_comes_first() {
        take(line('c', TIME, 'B'), line('b', "2025-01-01T00:00:00Z", 'a'), line('a', TIME, null));

        assertThat(rollcall.branch(LATER)).isEqualTo("a b c");
    }

    @Test
    void should_order_commits_by_import_when_their_parents_are_unknown() {
        take(line('b', TIME, null), line('a', TIME, null));

        assertThat(rollcall.branch(LATER)).isEqualTo("b a");
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from inventory.branch_periods"))
                .isEqualTo(0L);
    }

    @Test
    void should_keep_subject_and_author_when_a_later_line_has_none() {
        take(line('a', TIME, null).replace("}", ", \"author\": \"Amy\"}"));

        Outcome outcome = take("{\"flake\": \"infra\", \"git_commit_hash\": \"" + hash('a')
                + "\", \"commit_timestamp\": \"" + TIME + "\", \"first_parent\": \"\"}");

        assertThat(outcome.out()).contains("Nothing changed");
        assertThat(POSTGRES.dsl().fetchValue("select subject || ' ' || author from inventory.commits"))
                .isEqualTo("a Amy");
    }

    @Test
    void should_refuse_commits_when_two_on_the_branch_have_the_same_first_parent() {
        take(line('a', TIME, null), line('b', TIME, 'a'));

        Outcome outcome = take(line('c', TIME, 'a'));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains(hash('b'), hash('c'), "the same first parent " + hash('a'), "rollcall import git")
                .endsWith("Nothing was stored.\n");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b");
    }

    @Test
    void should_take_a_commit_when_the_other_child_of_its_parent_is_withdrawn() {
        assumeTrue(TestRepository.isGitThere(), "there is no git on this machine, so withdrawal is not tested");
        TestRepository repository = TestRepository.init(folder.resolve("repository"));
        String first = repository.commit("a", TIME);
        repository.commit("b", TIME);
        rollcall.take(MONDAY, repository);
        repository.git("reset", "--quiet", "--hard", first);
        rollcall.take(TUESDAY, repository);

        Outcome outcome = take(line('c', TIME, null).replace("}", ", \"first_parent\": \"" + first + "\"}"));

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(rollcall.branch(LATER)).isEqualTo("a c");
    }

    @Test
    void should_name_the_line_when_a_commit_has_two_first_parents() {
        take(line('a', TIME, null), line('b', TIME, 'a'));

        Outcome outcome = take(line('b', TIME, 'c'));

        assertThat(outcome.err())
                .contains("commits.jsonl line 1: is about the commit " + hash('b'), hash('a') + " and " + hash('c'));
    }

    @Test
    void should_refuse_first_parents_when_they_form_a_cycle() {
        Outcome round = take(line('a', TIME, 'b'), line('b', TIME, 'c'), line('c', TIME, 'a'));
        Outcome itself = take(line('a', TIME, 'a'));

        assertThat(round.err())
                .startsWith("error[inventory-contradiction]: The first parents of the commit ")
                .contains("lead back to itself");
        assertThat(itself.err()).contains("line 1: has itself as 'first_parent'");
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from inventory.commits"))
                .isEqualTo(0L);
    }

    @Test
    void should_record_commits_at_the_time_of_the_program_when_they_are_new() {
        take(line('a', TIME, null));

        assertThat(POSTGRES.dsl()
                        .fetchValue(
                                "select count(*) from inventory.commits where recorded_at = ?::timestamptz", TUESDAY))
                .isEqualTo(1L);
    }

    @Test
    void should_name_the_file_when_it_is_empty() {
        Outcome outcome = take(" ");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err())
                .startsWith("warning: ")
                .endsWith("commits.jsonl is empty. Check the program that writes it.\n");
        assertThat(outcome.out()).doesNotContain("was known");
    }

    private Outcome take(String... lines) {
        return rollcall.takeLines(TUESDAY, FileKind.COMMITS, lines);
    }

    private static String line(char name, String time, @Nullable Character parent) {
        return "{\"flake\": \"infra\", \"git_commit_hash\": \"" + hash(name) + "\", \"commit_timestamp\": \"" + time
                + "\", \"subject\": \"" + name + "\""
                + (parent == null ? "" : ", \"first_parent\": \"" + hash(parent) + "\"") + "}";
    }

    private static String hash(char name) {
        return String.valueOf(name).repeat(40);
    }
}
