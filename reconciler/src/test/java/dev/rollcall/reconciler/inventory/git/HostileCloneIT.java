// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Untrusted clones: what their configuration would start, and git's errors for unreadable ones. */
class HostileCloneIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private Path clone;
    private Path trap;
    private Path marker;

    @BeforeEach
    void initialise() throws Exception {
        assumeTrue(isGitThere(), "there is no git on this machine, so hostile clones are not tested");
        POSTGRES.clear();
        clone = Files.createDirectory(folder.resolve("clone"));
        marker = folder.resolve("sprung");
        trap = folder.resolve("trap");
        Files.writeString(trap, "#!/bin/sh\ntouch " + marker + "\n");
        Files.setPosixFilePermissions(trap, PosixFilePermissions.fromString("rwx------"));
        git("init", "--quiet", "--initial-branch", "main");
        for (int day = 1; day <= 3; day++) {
            git("commit", "--quiet", "--allow-empty", "--message", "day " + day);
        }
    }

    /** First checks that git itself falls for each attack, or the test could never fail. */
    @ParameterizedTest
    @CsvSource({
        "ext,  ext::TRAP,                protocol.ext.allow=always",
        "file, FOLDER/elsewhere,         protocol.file.allow=always remote.origin.uploadpack=TRAP",
        "ssh,  ssh://amy@127.0.0.1/none, protocol.ssh.allow=always core.sshCommand=TRAP",
        "git,  git://127.0.0.1:1/none,   protocol.git.allow=always core.gitProxy=TRAP",
    })
    void should_start_nothing_when_a_clone_that_calls_itself_partial_lacks_a_commit(
            String protocol, String url, String settings) throws Exception {
        git("init", "--quiet", "--bare", folder.resolve("elsewhere").toString());
        setUp("remote.origin.url=" + url);
        setUp("core.repositoryFormatVersion=1", "extensions.partialClone=origin", "remote.origin.promisor=true");
        setUp(settings.split(" "));
        String lost = lose("HEAD~1");
        exitCode(clone, "git", "log", "--format=%H", "HEAD", "--");
        assertThat(marker).as("git alone starts it over %s", protocol).exists();
        Files.delete(marker);

        assertThatThrownBy(this::importHistory)
                .hasFieldOrPropertyWithValue("name", ErrorName.CLONE_INCOMPLETE)
                .hasMessage("The clone " + clone + " lacks the commit " + lost + ", and an import does not fetch."
                        + " Fetch it, then import again: git -C " + clone + " fetch --refetch");

        assertThat(marker).doesNotExist();
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from inventory.flakes"))
                .isEqualTo(0L);
    }

    @Test
    void should_start_nothing_when_every_setting_names_a_command() throws Exception {
        Path included = folder.resolve("included");
        for (String key : List.of(
                "core.pager",
                "pager.log",
                "pager.config",
                "core.editor",
                "core.askPass",
                "core.fsmonitor",
                "core.alternateRefsCommand",
                "diff.external",
                "diff.trap.textconv",
                "diff.trap.command",
                "filter.trap.smudge",
                "filter.trap.clean",
                "filter.trap.process",
                "gpg.program",
                "gpg.ssh.program",
                "credential.helper",
                "interactive.diffFilter")) {
            exitCode(clone, "git", "config", "--file", included.toString(), key, trap.toString());
        }
        setUp("include.path=" + included, "core.hooksPath=" + folder, "trace2.normalTarget=" + marker);
        setUp("alias.log=!" + trap, "log.diffMerges=on", "log.showSignature=true", "trace2.eventTarget=" + marker);
        for (String hook : List.of("post-index-change", "reference-transaction", "fsmonitor-watchman")) {
            Files.copy(trap, folder.resolve(hook));
            Files.copy(trap, clone.resolve(".git/hooks/" + hook));
        }
        Files.writeString(clone.resolve(".git/info/attributes"), "* diff=trap filter=trap\n");

        importHistory();

        assertThat(marker).doesNotExist();
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from inventory.commits"))
                .isEqualTo(3L);
    }

    @Test
    void should_keep_only_what_git_needs_when_the_environment_names_commands_files_and_repositories() {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "PATH", "/bin",
                "GIT_TRACE", "/tmp/trace",
                "GIT_TRACE2_EVENT", "/tmp/trace",
                "GIT_DIR", "/elsewhere",
                "GIT_CONFIG", "/elsewhere",
                "GIT_SSH_COMMAND", "sh",
                "GIT_ALLOW_PROTOCOL", "ext",
                "GIT_CONFIG_COUNT", "1",
                "GIT_CONFIG_KEY_0", "safe.directory",
                "GIT_CONFIG_VALUE_0", "*"));

        GitCommand.restrict(environment);

        assertThat(environment)
                .containsOnlyKeys(
                        "PATH",
                        "GIT_CONFIG_COUNT",
                        "GIT_CONFIG_KEY_0",
                        "GIT_CONFIG_VALUE_0",
                        "GIT_ALLOW_PROTOCOL",
                        "GIT_GRAFT_FILE",
                        "GIT_NO_LAZY_FETCH",
                        "GIT_OPTIONAL_LOCKS",
                        "GIT_TERMINAL_PROMPT",
                        "LC_ALL")
                .containsEntry("GIT_ALLOW_PROTOCOL", "");
    }

    @Test
    void should_read_the_whole_history_when_the_printed_command_fetched_what_was_missing() throws Exception {
        exitCode(folder, "git", "clone", "--quiet", "--no-hardlinks", clone.toString(), "copy");
        clone = folder.resolve("copy");
        lose("HEAD~1");
        String said = refusal();

        exitCode(folder, "sh", "-c", said.substring(said.indexOf("git -C")));
        importHistory();

        assertThat(POSTGRES.dsl().fetchValue("select count(*) from inventory.commits"))
                .isEqualTo(3L);
    }

    @Test
    void should_suggest_the_branch_of_the_server_when_a_pipeline_checked_out_a_commit() throws Exception {
        exitCode(folder, "git", "clone", "--quiet", "file://" + clone, "copy");
        clone = folder.resolve("copy");
        git("checkout", "--quiet", "--detach");
        git("branch", "--quiet", "--delete", "--force", "main");

        assertThat(refusalOf("main"))
                .isEqualTo("The clone " + clone + " has no local branch 'main', only 'origin/main'. Use"
                        + " --branch origin/main");
        assertThatCode(() -> importBranch("origin/main")).doesNotThrowAnyException();
        assertThat(refusalOf("--output=x"))
                .startsWith("The clone " + clone + " has no branch '--output=x'. Choose one");
    }

    @Test
    void should_report_what_to_do_when_a_folder_is_not_a_clone_or_is_empty() throws Exception {
        clone = Files.createDirectory(folder.resolve("none"));
        assertThat(refusal()).isEqualTo(clone + " is not a git clone. Pass the folder of a clone, bare or not.");

        git("init", "--quiet", "--initial-branch", "main");
        assertThat(refusal())
                .isEqualTo("The clone " + clone + " has no commits yet. Fetch them first: git -C " + clone + " fetch");
    }

    @Test
    void should_print_how_to_trust_a_clone_when_it_belongs_to_another_user() throws Exception {
        Path other = Files.move(clone, folder.resolve("amy's clone"));
        clone = other;
        assumeTrue(
                exitCode(folder, "chown", "-R", "12345", other.toString()) == 0,
                "only root can give files to another user, so their clones are not tested");

        assertThat(refusal())
                .isEqualTo(
                        "git refuses to read " + clone + ", which belongs to another user. Run the import as that user,"
                                + " or trust the clone: git config --global --add safe.directory '" + folder
                                + "/amy'\\''s clone'");
    }

    private String refusal() {
        return refusalOf(null);
    }

    private String refusalOf(@Nullable String branch) {
        try {
            importBranch(branch);
        } catch (RollcallException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("The clone was imported.");
    }

    private void importHistory() {
        importBranch(null);
    }

    private void importBranch(@Nullable String branch) {
        GitImport.run(POSTGRES.database().dataSource(), "infra", clone, branch, Instant.now());
    }

    private void setUp(String... settings) throws Exception {
        for (String setting : settings) {
            String[] parts = setting.replace("TRAP", trap.toString())
                    .replace("FOLDER", folder.toString())
                    .split("=", 2);
            git("config", parts[0], parts[1]);
        }
    }

    /** Removes a commit and returns its hash. */
    private String lose(String revision) throws Exception {
        Process process = new ProcessBuilder("git", "rev-parse", revision)
                .directory(clone.toFile())
                .start();
        String hash = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        Files.delete(clone.resolve(".git/objects/" + hash.substring(0, 2) + "/" + hash.substring(2)));
        return hash;
    }

    private void git(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=Amy", "-c", "user.email=amy@example.org"));
        command.addAll(List.of(arguments));
        assertThat(exitCode(clone, command.toArray(String[]::new))).isZero();
    }

    private static int exitCode(Path folder, String... command) throws Exception {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static boolean isGitThere() throws Exception {
        try {
            return exitCode(Path.of("."), "git", "--version") == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
