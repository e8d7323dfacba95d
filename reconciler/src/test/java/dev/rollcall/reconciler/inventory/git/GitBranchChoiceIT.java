// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.inventory.FileKind;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.error.ErrorName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which branch of a clone is imported, and which is rejected: a flake has one. */
class GitBranchChoiceIT {

    private static final String MONDAY = "2026-02-02T03:00:00Z";
    private static final String TUESDAY = "2026-02-03T03:00:00Z";
    private static final String LATER = "2026-03-01T00:00:00Z";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private TestRepository repository;
    private BranchProgram rollcall;

    @BeforeEach
    void initialise() {
        assumeTrue(TestRepository.isGitThere(), "there is no git on this machine, so its branches are not tested");
        POSTGRES.clear();
        rollcall = new BranchProgram(POSTGRES, folder);
        repository = TestRepository.init(folder.resolve("repository"));
        repository.commit("a", "2026-01-01T00:00:00Z");
        repository.git("tag", "v1");
        repository.commit("b", "2026-01-02T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "refs/heads/main", "origin/main", "refs/remotes/origin/main", "origin/HEAD", "@"})
    void should_know_the_branch_when_it_is_called_by_any_of_its_names(String name) {
        TestRepository clone = repository.clone(folder.resolve("clone"));

        rollcall.take(MONDAY, clone, "--branch", name);

        assertThat(branchOfFlake()).isEqualTo("main");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "refs/heads/main", "origin/main"})
    void should_know_the_branch_of_the_flake_when_a_file_calls_it_by_any_of_its_names(String name) {
        rollcall.takeLines(MONDAY, FileKind.FLAKES, "{\"name\": \"infra\", \"branch\": \"" + name + "\"}");

        rollcall.take(TUESDAY, repository);

        assertThat(branchOfFlake()).isEqualTo("main");
    }

    @Test
    void should_refuse_a_tag_of_another_history_when_the_clone_pretends_that_it_is_joined() throws IOException {
        rollcall.take(MONDAY, repository);
        repository.git("checkout", "--quiet", "--orphan", "before");
        repository.commit("old", "2025-01-01T00:00:00Z");
        repository.git("tag", "v0");
        repository.git("checkout", "--quiet", "main");
        repository.git("replace", "--graft", "v1", "v0");
        Files.writeString(
                folder.resolve("repository/.git/info/grafts"),
                repository.hash("v1") + " " + repository.hash("v0") + "\n");

        Outcome old = rollcall.tryToTake(TUESDAY, repository, "--branch", "v0");

        assertThat(old.err()).startsWith("error[not-on-branch]: 'v0' is not on the branch 'main'");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b");
    }

    @Test
    void should_refuse_another_branch_until_the_flake_has_moved() {
        rollcall.take(MONDAY, repository);
        repository.git("checkout", "--quiet", "-b", "topic/x");
        repository.commit("x", "2026-01-03T00:00:00Z");

        Outcome checkedOut = rollcall.tryToTake(TUESDAY, repository);
        Outcome named = rollcall.tryToTake(TUESDAY, repository, "--branch", "topic/x");

        assertThat(checkedOut.exitCode()).isEqualTo(1);
        assertThat(checkedOut.err())
                .startsWith(
                        "error[another-branch]: The branch 'topic/x' is checked out, but the flake 'infra' is on 'main', and a flake"
                                + " has only one branch.")
                .contains("flakes.jsonl");
        assertThat(named.exitCode()).isEqualTo(1);
        assertThat(rollcall.branch(LATER)).isEqualTo("a b");

        rollcall.takeLines(TUESDAY, FileKind.FLAKES, "{\"name\": \"infra\", \"branch\": \"topic/x\"}");
        rollcall.take(TUESDAY, repository);

        assertThat(rollcall.branch(LATER)).isEqualTo("a b x");
    }

    @Test
    void should_refuse_what_is_checked_out_when_it_is_on_a_branch_below_the_name_of_the_flakes_own() {
        repository.git("branch", "--quiet", "--move", "release");
        rollcall.take(MONDAY, repository);
        TestRepository clone = repository.clone(folder.resolve("clone"));
        clone.git("checkout", "--quiet", "--detach");
        clone.git("branch", "--quiet", "--delete", "release");
        clone.git("checkout", "--quiet", "-b", "release/fix");
        clone.commit("experiment", "2026-01-03T00:00:00Z");
        clone.git("checkout", "--quiet", "--detach");

        Outcome beside = rollcall.tryToTake(TUESDAY, clone);
        clone.git("remote", "remove", "origin");
        Outcome alone = rollcall.tryToTake(TUESDAY, clone);

        assertThat(beside.err()).startsWith("error[not-on-branch]: ").contains("--branch origin/release");
        assertThat(alone.err()).startsWith("error[not-on-branch]: ").contains("the clone has no such branch");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b");
    }

    @Test
    void should_warn_when_the_branch_of_origin_has_commits_that_were_fetched_but_not_merged() {
        TestRepository clone = repository.clone(folder.resolve("clone"));
        repository.commit("c", "2026-01-03T00:00:00Z");
        clone.git("fetch", "--quiet");

        Outcome stale = rollcall.take(MONDAY, clone);
        Outcome whole = rollcall.take(TUESDAY, clone, "--branch", "origin/main");

        assertThat(stale.err())
                .isEqualTo("warning: origin/main has 1 commit that main of this clone does not have, and it was not"
                        + " imported. Import with --branch origin/main, or update main first.\n");
        assertThat(whole.err()).isEmpty();
        assertThat(rollcall.branch(LATER)).isEqualTo("a b c");
    }

    @Test
    void should_take_the_whole_branch_when_a_late_pipeline_checked_out_an_older_commit_of_it() {
        TestRepository clone = repository.clone(folder.resolve("clone"));
        rollcall.take(MONDAY, clone);
        clone.git("checkout", "--quiet", "--detach", "HEAD~1");
        clone.git("branch", "--quiet", "--delete", "--force", "main");

        Outcome outcome = rollcall.take(TUESDAY, clone);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("git log origin/main");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b");
    }

    @Test
    void should_refuse_what_a_pipeline_checked_out_when_it_is_not_on_the_branch() {
        TestRepository clone = repository.clone(folder.resolve("clone"));
        rollcall.take(MONDAY, clone);
        clone.git("checkout", "--quiet", "--detach");
        String merge = clone.commit("merge of a proposal", "2026-01-03T00:00:00Z");

        Outcome checkedOut = rollcall.tryToTake(TUESDAY, clone);
        Outcome named = rollcall.tryToTake(TUESDAY, clone, "--branch", merge);

        assertThat(checkedOut.err())
                .isEqualTo("error[not-on-branch]: The checked-out commit " + merge.substring(0, 12)
                        + " is not on the branch 'main' of the flake 'infra', and a flake has only one branch. Import that one:"
                        + " --branch origin/main\n");
        assertThat(named.err()).startsWith("error[not-on-branch]: '" + merge + "' is not on the branch 'main'");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b");
    }

    @Test
    void should_ask_for_the_commit_when_a_pipeline_has_no_branch() {
        TestRepository clone = repository.clone(folder.resolve("clone"));
        rollcall.take(MONDAY, clone);
        String head = clone.commit("c", "2026-01-03T00:00:00Z");
        clone.git("checkout", "--quiet", "--detach");
        clone.git("branch", "--quiet", "--delete", "--force", "main");
        clone.git("remote", "remove", "origin");

        Outcome refused = rollcall.tryToTake(TUESDAY, clone);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).endsWith("If it is the newest commit of that branch, use --branch " + head + "\n");

        rollcall.take(TUESDAY, clone, "--branch", head);

        assertThat(rollcall.branch(LATER)).isEqualTo("a b c");
        assertThat(branchOfFlake()).isEqualTo("main");
    }

    @Test
    void should_take_a_tag_of_the_branch_as_it_is_when_asked_to() {
        rollcall.take(MONDAY, repository);

        Outcome outcome = rollcall.take(TUESDAY, repository, "--branch", "v1");

        assertThat(outcome.err()).contains("1 commit is", "may just be out of date");
        assertThat(rollcall.branch(LATER)).isEqualTo("a");
    }

    @Test
    void should_take_any_commit_and_record_no_branch_when_the_flake_has_none() {
        rollcall.take(MONDAY, repository, "--branch", "v1");
        rollcall.take(TUESDAY, repository, "--branch", repository.hash("HEAD"));

        assertThat(branchOfFlake()).isNull();
        assertThat(rollcall.branch(LATER)).isEqualTo("a b");
    }

    @Test
    void should_know_the_branch_when_a_pipeline_checked_out_a_commit_of_it() {
        TestRepository clone = repository.clone(folder.resolve("clone"));
        clone.git("checkout", "--quiet", "--detach", "HEAD~1");
        clone.git("branch", "--quiet", "--delete", "--force", "main");

        rollcall.take(MONDAY, clone);

        assertThat(branchOfFlake()).isEqualTo("main");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b");
        TestRepository other = repository.clone(folder.resolve("other"));
        other.git("checkout", "--quiet", "--detach", "HEAD~1");
        other.commit("feature", "2026-01-03T00:00:00Z");
        assertThat(rollcall.tryToTake(TUESDAY, other).err()).contains("is not on the branch 'main'");
    }

    @Test
    void should_take_the_branch_of_the_clone_when_only_that_has_the_commit_that_is_checked_out() {
        TestRepository clone = repository.clone(folder.resolve("clone"));
        clone.commit("not pushed", "2026-01-03T00:00:00Z");
        clone.git("checkout", "--quiet", "--detach");

        rollcall.take(MONDAY, clone);

        assertThat(branchOfFlake()).isEqualTo("main");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b not pushed");
    }

    @Test
    void should_ask_which_branch_when_a_pipeline_checked_out_a_commit_of_two_or_of_none() {
        repository.git("branch", "topic", "HEAD~1");
        TestRepository clone = repository.clone(folder.resolve("clone"));
        clone.git("checkout", "--quiet", "--detach", "HEAD~1");

        assertThat(rollcall.tryToTake(MONDAY, clone).err())
                .contains(
                        "is on the branches 'main', 'topic', but a flake has one branch. Choose it with --branch, such as --branch origin/main");

        String head = clone.commit("proposal", "2026-01-03T00:00:00Z");

        assertThat(rollcall.tryToTake(MONDAY, clone).err())
                .contains("is not on any branch of the clone.")
                .endsWith("use --branch " + head + "\n");
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from inventory.flakes"))
                .isEqualTo(0L);
    }

    /** As actions/checkout leaves it for a pull request, with the full history and with one commit. */
    @ParameterizedTest
    @ValueSource(strings = {"+refs/heads/*:refs/remotes/origin/*", "+refs/pull/4/merge:refs/remotes/pull/4/merge"})
    void should_ask_which_branch_when_a_pipeline_checked_out_the_merge_of_a_pull_request(String fetched) {
        String merge = repository.commit("merge", "2026-01-03T00:00:00Z");
        repository.git("update-ref", "refs/pull/5/merge", merge);
        repository.git("update-ref", "refs/pull/4/merge", "HEAD~1");
        repository.git("reset", "--quiet", "--hard", "HEAD~1");
        TestRepository clone = TestRepository.init(folder.resolve("checkout"));
        clone.git("remote", "add", "origin", "file://" + folder.resolve("repository"));
        clone.git("fetch", "--quiet", "origin", fetched, "+refs/pull/5/merge:refs/remotes/pull/5/merge");
        clone.git("checkout", "--quiet", "--detach", "refs/remotes/pull/5/merge");

        assertThat(rollcall.tryToTake(MONDAY, clone).err()).contains("is not on any branch of the clone.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "origin/main"})
    void should_take_the_branch_when_a_tag_has_its_name(String name) {
        TestRepository clone = repository.clone(folder.resolve("clone"));
        clone.git("tag", name, "HEAD~1");

        rollcall.take(MONDAY, clone, "--branch", name);

        assertThat(branchOfFlake()).isEqualTo("main");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b");
    }

    @Test
    void should_leave_the_branch_of_a_fork_alone_when_the_clone_came_from_elsewhere() {
        TestRepository fork = repository.clone(folder.resolve("fork"));
        fork.commit("of the fork", "2026-01-03T00:00:00Z");
        TestRepository clone = repository.clone(folder.resolve("clone"));
        clone.git("remote", "add", "zfork", "file://" + folder.resolve("fork"));
        clone.git("fetch", "--quiet", "zfork");
        clone.git("checkout", "--quiet", "--detach");
        rollcall.takeLines(MONDAY, FileKind.FLAKES, "{\"name\": \"infra\", \"branch\": \"main\"}");

        rollcall.take(TUESDAY, clone);

        assertThat(rollcall.branch(LATER)).isEqualTo("a b");

        clone.git("checkout", "--quiet", "--detach", "zfork/main");

        assertThat(rollcall.tryToTake(TUESDAY, clone).err())
                .contains("is not on the branch 'main' of the flake 'infra'")
                .contains("--branch origin/main");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b");
    }

    @Test
    void should_report_what_is_missing_when_a_clone_has_no_branches_or_its_lender_is_gone() throws Exception {
        TestRepository checkout = TestRepository.init(folder.resolve("checkout"));
        checkout.git("fetch", "--quiet", "--depth", "1", "file://" + folder.resolve("repository"), "main");
        checkout.git("checkout", "--quiet", "--detach", "FETCH_HEAD");

        assertThat(rollcall.tryToTake(MONDAY, checkout, "--branch", "main").err())
                .contains("has no branches, only a checked-out commit.")
                .endsWith("use --branch HEAD\n");

        repository.git(
                "clone", "--quiet", "--shared", ".", folder.resolve("borrower").toString());
        Files.move(folder.resolve("repository"), folder.resolve("gone"));

        assertThat(rollcall.tryToTake(MONDAY, new TestRepository(folder.resolve("borrower")))
                        .err())
                .contains("borrows its commits from ", "Restore that clone");
    }

    @Test
    void should_report_what_is_missing_when_the_branch_does_not_lead_back_to_the_checked_out_commit() throws Exception {
        rollcall.take(MONDAY, repository);
        String lost = repository.hash("main");
        repository.commit("c", "2026-01-03T00:00:00Z");
        repository.git("checkout", "--quiet", "--detach", "v1");
        Files.delete(repository.folder().resolve(".git/objects/" + lost.substring(0, 2) + "/" + lost.substring(2)));

        Outcome refused = rollcall.tryToTake(TUESDAY, repository);

        assertThat(refused.err())
                .startsWith("error[clone-incomplete]: The clone " + repository.folder() + " lacks the commit " + lost);
        assertThatThrownBy(() -> GitCommit.firstParent(repository.folder(), lost))
                .hasFieldOrPropertyWithValue("name", ErrorName.CLONE_DAMAGED);
        assertThat(rollcall.branch(LATER)).isEqualTo("a b");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void should_find_the_branch_or_ask_for_it_when_a_clone_has_more_branches_than_git_can_print_at_once()
            throws Exception {
        String head = repository.hash("main");
        Files.write(
                repository.folder().resolve(".git/packed-refs"),
                IntStream.range(0, 12_000)
                        .mapToObj(number -> head + " refs/heads/" + "x".repeat(100) + number)
                        .toList());

        Outcome unknown = rollcall.tryToTake(MONDAY, repository, "--branch", "none");
        repository.git("checkout", "--quiet", "--detach");
        Outcome unclear = rollcall.tryToTake(MONDAY, repository);
        rollcall.take(MONDAY, repository, "--branch", "main");

        assertThat(unknown.err()).startsWith("error[unknown-branch]: ").contains("has no branch 'none'");
        assertThat(unclear.err()).startsWith("error[branch-unclear]: ").contains("is on the branches 'main', 'xxx");
        assertThat(branchOfFlake()).isEqualTo("main");
    }

    @Test
    void should_keep_branch_and_address_when_the_clone_has_none() {
        rollcall.takeLines(
                MONDAY,
                FileKind.FLAKES,
                "{\"name\": \"infra\", \"branch\": \"main\", \"repo_url\": \"https://git.example.org/infra\"}");

        rollcall.take(TUESDAY, repository, "--branch", repository.hash("HEAD"));

        assertThat(POSTGRES.dsl().fetchValue("select branch || ' ' || repo_url from inventory.flakes"))
                .isEqualTo("main https://git.example.org/infra");
    }

    @ParameterizedTest
    @CsvSource({
        "gitlab+https://git.example.org/infra/web, git@git.example.org:infra/web.git,             kept",
        "gitlab+https://git.example.org/infra/web, ssh://git@git.example.org:2222/infra/web.git/, kept",
        "gitlab:infra/web?host=git.example.org,    https://git.example.org/Infra/web,             kept",
        "https://git.example.org/infra/web,        git://git.example.org/infra/web,               kept",
        "gitea+https://git.example.org/infra/web,  /srv/git/web.git,                              kept",
        "gitea+https://git.example.org/infra/web,  git@git.example.org:infra/site.git,            replaced",
        "gitea+https://git.example.org/infra/web,  https://git.example.com/infra/web,             replaced",
        "/srv/git/old.git,                         /srv/git/web.git,                              replaced",
    })
    void should_keep_the_address_of_a_file_when_that_of_the_clone_names_the_same_repository(
            String recorded, String origin, String outcome) {
        rollcall.takeLines(MONDAY, FileKind.FLAKES, "{\"name\": \"infra\", \"repo_url\": \"" + recorded + "\"}");
        repository.git("remote", "add", "origin", origin);

        rollcall.take(TUESDAY, repository);

        assertThat(POSTGRES.dsl().fetchValue("select repo_url from inventory.flakes"))
                .isEqualTo(outcome.equals("kept") ? recorded : origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"main@{upstream}", "v1..main", "^v1", "--all", "none", "main:file"})
    void should_store_nothing_when_the_revision_is_not_a_commit(String revision) {
        Outcome outcome = rollcall.tryToTake(MONDAY, repository, "--branch=" + revision);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("error[").doesNotContain("\tat ").doesNotContain("fsck");
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from inventory.flakes"))
                .isEqualTo(0L);
    }

    private static Object branchOfFlake() {
        return POSTGRES.dsl().fetchValue("select branch from inventory.flakes");
    }
}
