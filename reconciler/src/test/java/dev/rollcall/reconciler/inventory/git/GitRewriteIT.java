// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.inventory.FileKind;
import dev.rollcall.schema.PostgresExtension;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rewritten branches, seen by complete, outdated and shallow clones. */
class GitRewriteIT {

    private static final String MONDAY = "2026-02-02T03:00:00Z";
    private static final String TUESDAY = "2026-02-03T03:00:00Z";
    private static final String WEDNESDAY = "2026-02-04T03:00:00Z";
    private static final String LATER = "2026-03-01T00:00:00Z";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private TestRepository repository;
    private BranchProgram rollcall;
    private String first;
    private String second;
    private String third;

    @BeforeEach
    void initialise() {
        assumeTrue(
                TestRepository.isGitThere(), "there is no git on this machine, so rewritten branches are not tested");
        POSTGRES.clear();
        rollcall = new BranchProgram(POSTGRES, folder);
        repository = TestRepository.init(folder.resolve("repository"));
        first = repository.commit("a", "2026-01-01T00:00:00Z");
        second = repository.commit("b", "2026-01-02T00:00:00Z");
        third = repository.commit("c", "2026-01-03T00:00:00Z");
    }

    @Test
    void should_withdraw_what_the_branch_lost_and_leave_earlier_nights_alone_when_it_was_rewritten() {
        rollcall.take(MONDAY, repository);
        rewriteFrom(first);
        repository.commit("d", "2026-01-04T00:00:00Z");

        Outcome outcome = withOtherDigits(() -> rollcall.take(TUESDAY, repository));

        assertThat(outcome.err())
                .isEqualTo("2 commits are no longer on the branch of infra and are withdrawn: %s (b), %s (c).\n"
                        .formatted(second.substring(0, 12), third.substring(0, 12)));
        assertThat(rollcall.branch(LATER)).isEqualTo("a d");
        assertThat(rollcall.branch("2026-02-03T02:59:59Z")).isEqualTo("a b c");
        assertThat(rollcall.branch("2026-01-04T12:00:00Z")).isEqualTo("a b c");
    }

    @Test
    void should_print_and_change_nothing_when_the_same_clone_is_imported_again() {
        rollcall.take(MONDAY, repository);

        Outcome outcome = rollcall.take(TUESDAY, repository);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).endsWith("Nothing changed: everything was already known.\n");
    }

    @Test
    void should_warn_of_an_outdated_clone_and_restore_commits_when_a_fresh_one_is_imported() {
        TestRepository mirror = repository.clone(folder.resolve("mirror"));
        repository.commit("d", "2026-01-04T00:00:00Z");
        rollcall.take(MONDAY, repository);

        Outcome late = rollcall.take(TUESDAY, mirror);
        Outcome fresh = rollcall.take(WEDNESDAY, repository);

        assertThat(late.err()).contains("1 commit is no longer on", " is withdrawn: ", "may just be out of date");
        assertThat(late.out()).doesNotContain("Nothing changed");
        assertThat(fresh.err()).contains("1 commit is back on the branch of infra: ", "(d)");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b c d");
        assertThat(rollcall.branch("2026-02-03T12:00:00Z")).isEqualTo("a b c");
        assertThat(rollcall.branch("2026-02-02T12:00:00Z")).isEqualTo("a b c d");
    }

    /** As when a pipeline of months ago runs once more. */
    @Test
    void should_leave_a_system_as_far_behind_when_an_outdated_clone_was_imported() {
        TestRepository mirror = repository.clone(folder.resolve("mirror"));
        repository.commit("d", "2026-01-04T00:00:00Z");
        rollcall.take(MONDAY, repository);
        rollcall.takeLines(MONDAY, FileKind.SYSTEMS, "{\"hostname\":\"web\",\"flake\":\"infra\"}");
        rollcall.takeLines(MONDAY, FileKind.STATES, """
                {"hostname":"web","store_path":"/nix/store/00000000000000000000000000000000-nixos-system-web-25.05",\
                "configuration_revision":"%s","timestamp":"2026-02-02T01:00:00Z"}""".formatted(third));
        String[] gate = {"run", "--max-behind-days", "7", "--rollout", "95%@7d"};
        Outcome before = rollcall.run(MONDAY, gate);
        rollcall.take(TUESDAY, mirror);
        rollcall.take(TUESDAY, repository);

        Outcome after = rollcall.run("2026-02-03T03:10:00Z", gate);

        assertThat(before.out()).as(before.err()).containsSubsequence("✘  max-behind-days", "✘  rollout");
        assertThat(after.out()).containsSubsequence("✘  max-behind-days", "✘  rollout");
    }

    @Test
    void should_leave_a_system_as_far_behind_when_the_wrong_repository_was_imported() {
        TestRepository other = TestRepository.init(folder.resolve("other"));
        String foreign = other.commit("x", "2026-01-01T12:00:00Z");
        rollcall.take(MONDAY, repository);
        rollcall.take(TUESDAY, other);
        rollcall.take(WEDNESDAY, repository);
        rollcall.takeLines(WEDNESDAY, FileKind.SYSTEMS, "{\"hostname\":\"web\",\"flake\":\"infra\"}");
        rollcall.takeLines(WEDNESDAY, FileKind.STATES, """
                {"hostname":"web","store_path":"/nix/store/00000000000000000000000000000000-nixos-system-web-25.05",\
                "configuration_revision":"%s","timestamp":"2026-02-02T01:00:00Z"}""".formatted(foreign));

        Outcome status = rollcall.run(WEDNESDAY, "status", "--format", "csv");

        assertThat(status.out()).contains("withdrawn-commit", ",3,2026-01-01T00:00:00Z,");
    }

    @Test
    void should_count_a_commit_from_its_return_when_both_happen_at_the_same_time() {
        TestRepository mirror = repository.clone(folder.resolve("mirror"));
        repository.commit("d", "2026-01-04T00:00:00Z");
        rollcall.take(MONDAY, repository);
        rollcall.take(TUESDAY, mirror);
        rollcall.take(TUESDAY, repository);
        rollcall.take(TUESDAY, mirror);

        rollcall.take(TUESDAY, repository);

        assertThat(rollcall.branch(LATER)).isEqualTo("a b c d");
    }

    @Test
    void should_withdraw_everything_when_the_branch_has_another_root() {
        rollcall.take(MONDAY, repository);
        repository.git("checkout", "--quiet", "--orphan", "anew");
        repository.commit("x", "2025-01-01T00:00:00Z");
        repository.git("branch", "--quiet", "--force", "main");
        repository.git("checkout", "--quiet", "main");

        Outcome outcome = rollcall.take(TUESDAY, repository);

        assertThat(outcome.err())
                .contains("3 commits are", "another repository")
                .doesNotContain("out of date");
        assertThat(rollcall.branch(LATER)).isEqualTo("x");
        assertThat(rollcall.branch("2026-02-02T12:00:00Z")).isEqualTo("a b c");
    }

    @Test
    void should_call_a_commit_merged_when_a_pull_made_it_the_second_parent() {
        rollcall.take(MONDAY, repository);
        repository.git("checkout", "--quiet", "-b", "work", second);
        repository.commit("w", "2026-01-04T00:00:00Z");
        repository.git("merge", "--quiet", "--message", "Merge branch 'main'", "main");
        repository.git("branch", "--quiet", "--force", "main");
        repository.git("checkout", "--quiet", "main");

        Outcome outcome = rollcall.take(TUESDAY, repository);

        assertThat(outcome.err())
                .contains("1 commit is no longer on the branch", "(c).", "through the second parent of a merge");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b w Merge branch 'main'");
    }

    @Test
    void should_take_the_first_parents_only_when_a_branch_with_another_root_was_merged() {
        repository.git("checkout", "--quiet", "--orphan", "side");
        repository.commit("x", "2026-01-09T00:00:00Z");
        repository.git("checkout", "--quiet", "main");
        repository.git("merge", "--quiet", "--no-ff", "--allow-unrelated-histories", "--message", "merge", "side");

        rollcall.take(MONDAY, repository);

        assertThat(POSTGRES.dsl().fetchValue("select string_agg(subject, ' ' order by id) from inventory.commits"))
                .isEqualTo("a b c merge");
    }

    @Test
    void should_withdraw_nothing_and_print_how_to_deepen_when_a_clone_is_shallow() {
        rollcall.take(MONDAY, repository);
        TestRepository checkout = repository.clone(folder.resolve("checkout"), "--depth", "1");

        Outcome outcome = rollcall.take(TUESDAY, checkout);

        assertThat(outcome.err())
                .startsWith("warning: the clone is shallow; its history starts at " + third.substring(0, 12)
                        + " (c), and the inventory has the commits before that. ")
                .contains("fetch --unshallow", "fetch-depth: 0")
                .doesNotContain("withdrawn");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b c");
    }

    @Test
    void should_withdraw_what_a_shallow_clone_proves_to_be_gone_when_the_branch_was_rewritten() {
        rollcall.take(MONDAY, repository);
        rewriteFrom(second);
        repository.commit("d", "2026-01-04T00:00:00Z");
        TestRepository checkout = repository.clone(folder.resolve("checkout"), "--depth", "1");

        Outcome outcome = rollcall.take(TUESDAY, checkout);

        assertThat(outcome.err()).contains("withdrawn: " + third.substring(0, 12) + " (c).");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b d");
    }

    @Test
    void should_keep_what_is_older_and_fill_the_gap_later_when_nothing_before_the_cut_is_known() {
        rollcall.take(MONDAY, repository);
        repository.commit("d", "2026-01-04T00:00:00Z");
        repository.commit("e", "2026-01-05T00:00:00Z");
        repository.commit("f", "2026-01-06T00:00:00Z");
        TestRepository checkout = repository.clone(folder.resolve("checkout"), "--depth", "2");

        Outcome cut = rollcall.take(TUESDAY, checkout);

        assertThat(cut.err())
                .contains("Older commits are missing, and none of them is withdrawn")
                .doesNotContain("no longer");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b c e f");

        checkout.git("fetch", "--quiet", "--unshallow");
        Outcome deepened = rollcall.take(WEDNESDAY, checkout);

        assertThat(deepened.err()).isEmpty();
        assertThat(rollcall.branch(LATER)).isEqualTo("a b c d e f");
        assertThat(rollcall.branch("2026-01-04T12:00:00Z")).isEqualTo("a b c d");
    }

    @Test
    void should_withdraw_nothing_when_commits_of_a_shallow_clone_are_dated_before_known_ones() {
        rollcall.take(MONDAY, repository);
        repository.commit("d", "2026-01-04T00:00:00Z");
        repository.commit("e", "2026-01-02T12:00:00Z");
        TestRepository checkout = repository.clone(folder.resolve("checkout"), "--depth", "1");

        Outcome outcome = rollcall.take(TUESDAY, checkout);

        assertThat(outcome.err()).doesNotContain("no longer");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b c e");
    }

    @Test
    void should_withdraw_the_other_child_when_two_shallow_clones_have_the_same_unknown_parent() {
        TestRepository before = repository.clone(folder.resolve("before"), "--depth", "1");
        rewriteFrom(second);
        repository.commit("d", "2026-01-01T12:00:00Z");
        TestRepository after = repository.clone(folder.resolve("after"), "--depth", "1");
        rollcall.take(MONDAY, before);

        Outcome outcome = rollcall.take(TUESDAY, after);

        assertThat(outcome.err()).contains("withdrawn: " + third.substring(0, 12) + " (c).");
        assertThat(rollcall.branch(LATER)).isEqualTo("d");
    }

    @Test
    void should_take_the_line_of_a_clone_for_true_when_files_knew_only_dates() {
        rollcall.takeLines(MONDAY, FileKind.FLAKES, "{\"name\": \"infra\"}");
        rollcall.takeLines(
                MONDAY,
                FileKind.COMMITS,
                line(first, "2026-01-01T00:00:00Z"),
                line(second, "2026-02-01T12:00:00Z"),
                line("e".repeat(40), "2026-01-02T12:00:00Z"));

        Outcome outcome = rollcall.take(TUESDAY, repository);

        assertThat(outcome.err()).contains("1 commit is no longer on").contains("withdrawn: eeeeeeeeeeee.");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b c");
        assertThat(
                        POSTGRES.dsl()
                                .fetchValue(
                                        "select count(*) from inventory.commits where commit_timestamp = '2026-01-02T00:00:00Z'"))
                .isEqualTo(1L);
    }

    @Test
    void should_show_no_control_characters_when_a_withdrawn_commit_has_them_in_its_subject() {
        repository.commit("\u001b[2J\u202eevil " + "x".repeat(200), "2026-01-04T00:00:00Z");
        rollcall.take(MONDAY, repository);
        rewriteFrom(third);

        Outcome outcome = rollcall.take(TUESDAY, repository);

        assertThat(outcome.err())
                .contains("(\\u001b[2J\\u202eevil x")
                .contains("x...)")
                .doesNotContain("\u001b", "\u202e");
    }

    private static Outcome withOtherDigits(Supplier<Outcome> command) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            return command.get();
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String line(String hash, String time) {
        return "{\"flake\": \"infra\", \"git_commit_hash\": \"" + hash + "\", \"commit_timestamp\": \"" + time + "\"}";
    }

    private void rewriteFrom(String commit) {
        repository.git("reset", "--quiet", "--hard", commit);
    }
}
