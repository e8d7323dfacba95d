// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.PostgresExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commits with wrong dates, and other unusual commits. */
class GitDatesIT {

    private static final String MONDAY = "2026-02-02T03:00:00Z";
    private static final String TUESDAY = "2026-02-03T03:00:00Z";
    private static final String LATER = "2026-03-01T00:00:00Z";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private BranchProgram rollcall;

    @BeforeEach
    void initialise() {
        assumeTrue(TestRepository.isGitThere(), "there is no git on this machine, so its dates are not tested");
        POSTGRES.clear();
        rollcall = new BranchProgram(POSTGRES, folder);
    }

    @Test
    void should_count_a_commit_from_its_parents_time_and_warn_once_when_it_is_dated_before_it() {
        TestRepository repository = TestRepository.init(folder.resolve("repository"));
        repository.commit("a", "2026-01-05T00:00:00Z");
        String child = repository.commit("b", "2026-01-03T00:00:00Z");
        repository.commit("c", "2026-01-07T00:00:00Z");

        Outcome first = rollcall.take(MONDAY, repository);
        Outcome second = rollcall.take(TUESDAY, repository);

        assertThat(first.err())
                .isEqualTo("warning: 1 commit is dated before its parent: " + child.substring(0, 12)
                        + " (b). The branch order counts, not the dates.\n");
        assertThat(second.err()).isEmpty();
        assertThat(rollcall.branch("2026-01-04T00:00:00Z")).isEqualTo("null");
        assertThat(rollcall.branch("2026-01-05T00:00:00Z")).isEqualTo("a b");
    }

    @Test
    void should_count_a_commit_of_the_future_from_its_import_and_warn_once() {
        TestRepository repository = TestRepository.init(folder.resolve("repository"));
        repository.commit("a", "2026-01-05T00:00:00Z");
        String future = repository.commit("b", "2084-01-03T00:00:00Z");

        Outcome first = rollcall.take(MONDAY, repository);
        Outcome second = rollcall.take(TUESDAY, repository);

        assertThat(first.err())
                .startsWith("warning: 1 commit is dated in the future: " + future.substring(0, 12) + " (b).");
        assertThat(second.err()).isEmpty();
        assertThat(rollcall.branch("2026-02-02T02:59:59Z")).isEqualTo("a");
        assertThat(rollcall.branch(MONDAY)).isEqualTo("a b");
    }

    @Test
    void should_count_a_commit_of_the_future_from_the_next_one_that_has_a_date() {
        TestRepository repository = TestRepository.init(folder.resolve("repository"));
        repository.commit("a", "2026-01-05T00:00:00Z");
        repository.commit("b", "2084-01-03T00:00:00Z");
        repository.commit("c", "2084-01-02T00:00:00Z");
        repository.commit("d", "2026-01-06T00:00:00Z");

        rollcall.take(MONDAY, repository);

        assertThat(rollcall.branch("2026-01-05T12:00:00Z")).isEqualTo("a");
        assertThat(rollcall.branch("2026-01-06T00:00:00Z")).isEqualTo("a b c d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"253402300800 +0000", "99999999999999999999 +0000", "nonsense", "-1 +0000"})
    void should_import_the_history_when_a_date_is_in_no_calendar(String date) throws Exception {
        TestRepository repository = TestRepository.init(folder.resolve("repository"));
        repository.commit("a", "2026-01-05T00:00:00Z");
        Path object = folder.resolve("object");
        Files.writeString(
                object,
                repository.git("cat-file", "commit", "HEAD").replaceFirst("(?m)^(committer .*>) .*$", "$1 " + date));
        String hash = repository
                .git("hash-object", "-t", "commit", "-w", "--literally", object.toString())
                .strip();
        repository.git("update-ref", "HEAD", hash);
        repository.commit("b", "2026-01-06T00:00:00Z");

        rollcall.take(MONDAY, repository);

        assertThat(rollcall.branch(LATER)).isEqualTo("a b");
    }

    @Test
    void should_keep_subject_and_author_when_they_are_long_or_hold_any_characters() {
        TestRepository repository = TestRepository.init(folder.resolve("repository"));
        repository.git("config", "i18n.logOutputEncoding", "ISO-8859-1");
        repository.commit("tab\tand \u001b and \ud83d\ude80\r\n\nbody", "2026-01-05T00:00:00Z");
        repository.commit("\u00e4".repeat(9_000), "2026-01-05T00:00:00Z");

        rollcall.take(MONDAY, repository);

        List<String> subjects = POSTGRES.dsl()
                .fetch("select subject from inventory.commits order by id")
                .getValues(0, String.class);
        assertThat(subjects.get(0)).startsWith("tab\tand \u001b and \ud83d\ude80");
        assertThat(subjects.get(1)).isEqualTo("\u00e4".repeat(500));
        assertThat(POSTGRES.dsl().fetchValue("select distinct author from inventory.commits"))
                .isEqualTo("Amy");
    }

    @Test
    void should_take_a_history_when_its_hashes_are_sha_256() {
        TestRepository repository = TestRepository.init(folder.resolve("repository"), "--object-format=sha256");
        repository.commit("a", "2026-01-05T00:00:00Z");
        String head = repository.commit("b", "2026-01-05T00:00:00Z");
        rollcall.take(MONDAY, repository);
        TestRepository checkout = repository.clone(folder.resolve("checkout"), "--depth", "1");

        Outcome outcome = rollcall.take(TUESDAY, checkout);

        assertThat(head).hasSize(64);
        assertThat(outcome.err()).contains("the inventory has the commits before that");
        assertThat(rollcall.branch(LATER)).isEqualTo("a b");
    }
}
