// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class GitHistoryIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path clone;

    @BeforeEach
    void initialise() throws Exception {
        assumeTrue(isGitThere(), "there is no git on this machine, so reading its history is not tested");
        POSTGRES.clear();
        git("init", "--quiet", "--initial-branch", "main");
        git("remote", "add", "origin", "https://amy:top-secret@git.example.org/infra");
    }

    @Test
    void should_take_the_first_parents_only_when_a_branch_was_merged() throws Exception {
        commit("one", "2026-01-01T00:00:00Z");
        git("checkout", "--quiet", "-b", "side");
        commit("aside", "2026-01-02T00:00:00Z");
        git("checkout", "--quiet", "main");
        commit("two", "2026-01-03T00:00:00Z");
        git("merge", "--quiet", "--no-ff", "--message", "merge", "side");

        ImportResult result = InventoryImport.run(
                POSTGRES.database().dataSource(), GitHistory.sources("infra", clone, null), ImportOptions.STRICT);

        assertThat(result.sources()).extracting(ImportResult.Taken::added).containsExactly(1L, 3L);
        assertThat(POSTGRES.dsl().fetchValue("select repo_url from inventory.flakes"))
                .isEqualTo("https://git.example.org/infra");
    }

    @Test
    void should_say_so_when_the_branch_does_not_exist() throws Exception {
        commit("one", "2026-01-01T00:00:00Z");

        assertThatThrownBy(() -> InventoryImport.run(
                        POSTGRES.database().dataSource(),
                        GitHistory.sources("infra", clone, "--output=/tmp/x"),
                        ImportOptions.STRICT))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("git can't read the history in " + clone);
    }

    private void commit(String message, String at) throws Exception {
        run(
                Map.of("GIT_COMMITTER_DATE", at, "GIT_AUTHOR_DATE", at),
                "commit",
                "--quiet",
                "--allow-empty",
                "--message",
                message);
    }

    private void git(String... arguments) throws Exception {
        run(Map.of(), arguments);
    }

    private void run(Map<String, String> variables, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 7];
        String[] prefix = {"git", "-C", clone.toString(), "-c", "user.name=Amy", "-c", "user.email=amy@example.org"};
        System.arraycopy(prefix, 0, command, 0, prefix.length);
        System.arraycopy(arguments, 0, command, prefix.length, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(variables);
        assertThat(builder.start().waitFor()).isZero();
    }

    private static boolean isGitThere() throws InterruptedException {
        try {
            return new ProcessBuilder("git", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
