// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.BadFiles;
import dev.rollcall.reconciler.BadInputs;
import dev.rollcall.reconciler.inventory.ImportResult;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

        ImportResult result = take(null);

        assertThat(result.sources()).extracting(ImportResult.Taken::added).containsExactly(1L, 3L);
        assertThat(POSTGRES.dsl().fetchValue("select repo_url from inventory.flakes"))
                .isEqualTo("https://git.example.org/infra");
    }

    @Test
    void should_report_it_when_the_branch_does_not_exist() throws Exception {
        commit("one", "2026-01-01T00:00:00Z");

        assertThatThrownBy(() -> take("--output=/tmp/x"))
                .hasFieldOrPropertyWithValue("name", ErrorName.UNKNOWN_BRANCH)
                .hasMessageStartingWith("The clone " + clone + " has no branch '--output=/tmp/x'.");
    }

    @Test
    void should_start_nothing_that_the_clone_names_when_its_history_is_read() throws Exception {
        Path trap = clone.resolve("trap");
        Files.writeString(trap, "#!/bin/sh\ntouch " + clone.resolve("sprung") + "\n");
        Files.setPosixFilePermissions(trap, PosixFilePermissions.fromString("rwx------"));
        git("config", "log.showSignature", "true");
        for (String key : List.of("gpg.program", "core.fsmonitor", "core.sshCommand", "core.pager", "diff.external")) {
            git("config", key, trap.toString());
        }
        commit("one", "2026-01-01T00:00:00Z");
        sign();
        Files.deleteIfExists(clone.resolve("sprung"));

        take(null);

        assertThat(clone.resolve("sprung")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "https://amy@corp:top-secret@git.example.org/infra, https://git.example.org/infra",
        "https://git.example.org/infra, https://git.example.org/infra",
        "ssh://git:top-secret@git.example.org/infra, ssh://git@git.example.org/infra",
        "ssh://git@git.example.org/infra, ssh://git@git.example.org/infra",
        "git@git.example.org:infra, git@git.example.org:infra",
    })
    void should_drop_the_password_of_an_address(String url, String kept) throws Exception {
        commit("one", "2026-01-01T00:00:00Z");
        git("remote", "set-url", "origin", url);

        take(null);

        assertThat(POSTGRES.dsl().fetchValue("select repo_url from inventory.flakes"))
                .isEqualTo(kept);
    }

    /** Bytes of its files are flipped, dropped and cut off; the history is read completely, or not at all. */
    @Test
    void should_store_all_or_nothing_when_a_clone_is_damaged(@TempDir Path whole) throws Exception {
        for (int day = 1; day <= 9; day++) {
            commit("one of nine", "2026-01-0" + day + "T00:00:00Z");
        }
        Random random = new Random(20261124);
        copy(clone, whole);
        try (BadInputs inputs = new BadInputs("git histories")) {
            for (int i = 0; i < BadInputs.OF_EACH_KIND / 2; i++) {
                damage(whole, random);
                inputs.count(isRefused());
            }
        }
    }

    private ImportResult take(@Nullable String branch) {
        return GitImport.run(
                POSTGRES.database().dataSource(), "infra", clone, branch, Instant.parse("2026-02-01T00:00:00Z"));
    }

    private boolean isRefused() {
        POSTGRES.clear();
        try {
            take(null);
            return false;
        } catch (RollcallException e) {
            BadInputs.expectSentence("a damaged clone", Words.visible(String.valueOf(e.getMessage())));
            assertThat(POSTGRES.dsl().fetchValue("select count(*) from inventory.flakes"))
                    .isEqualTo(0L);
            return true;
        }
    }

    private void damage(Path whole, Random random) throws IOException {
        copy(whole, clone);
        List<Path> files;
        try (Stream<Path> tree = Files.walk(clone.resolve(".git"))) {
            files = tree.filter(file -> Files.isRegularFile(file)
                            && !file.toString().contains("hooks")
                            && !file.toString().contains("info"))
                    .sorted()
                    .toList();
        }
        Path file = files.get(random.nextInt(files.size()));
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.delete(file);
        Files.write(file, BadFiles.damaged(text, random));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path file : tree.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.deleteIfExists(target);
                    Files.copy(file, target);
                }
            }
        }
    }

    /** Adds a signature to the newest commit, for which git would start a program. */
    private void sign() throws Exception {
        run(
                Map.of(),
                "sh",
                "-c",
                "{ git cat-file commit HEAD | sed '/^$/,$d'; printf 'gpgsig -----BEGIN PGP SIGNATURE-----\\n \\n x\\n"
                        + " -----END PGP SIGNATURE-----\\n\\nsigned\\n'; } | git hash-object -t commit -w --stdin"
                        + " | xargs git update-ref HEAD");
    }

    private void commit(String message, String at) throws Exception {
        git(
                Map.of("GIT_COMMITTER_DATE", at, "GIT_AUTHOR_DATE", at),
                "commit",
                "--quiet",
                "--allow-empty",
                "--message",
                message);
    }

    private void git(String... arguments) throws Exception {
        git(Map.of(), arguments);
    }

    private void git(Map<String, String> variables, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 5];
        String[] prefix = {"git", "-c", "user.name=Amy", "-c", "user.email=amy@example.org"};
        System.arraycopy(prefix, 0, command, 0, prefix.length);
        System.arraycopy(arguments, 0, command, prefix.length, arguments.length);
        run(variables, command);
    }

    private void run(Map<String, String> variables, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(clone.toFile()).inheritIO();
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
