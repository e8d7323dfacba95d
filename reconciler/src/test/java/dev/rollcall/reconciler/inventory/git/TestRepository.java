// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A git repository for test histories. */
record TestRepository(Path folder) {

    private static final List<String> GIT =
            List.of("git", "-c", "user.name=Amy", "-c", "user.email=amy@example.org", "-c", "gc.auto=0");

    static TestRepository init(Path folder, String... options) {
        List<String> arguments = new ArrayList<>(List.of("init", "--quiet", "--initial-branch", "main"));
        arguments.addAll(List.of(options));
        arguments.add(folder.toString());
        run(Path.of("."), Map.of(), arguments);
        return new TestRepository(folder);
    }

    /** Clones it over a transport, which a shallow clone needs. */
    TestRepository clone(Path target, String... options) {
        List<String> arguments = new ArrayList<>(List.of("clone", "--quiet"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("file://" + folder, target.toString()));
        run(folder, Map.of(), arguments);
        return new TestRepository(target);
    }

    /** Creates an empty commit with a subject and a date, and returns the hash. */
    String commit(String subject, String date) {
        run(
                folder,
                Map.of("GIT_COMMITTER_DATE", date, "GIT_AUTHOR_DATE", date),
                List.of("commit", "--quiet", "--allow-empty", "--message", subject));
        return hash("HEAD");
    }

    String hash(String revision) {
        return git("rev-parse", revision).strip();
    }

    String git(String... arguments) {
        return run(folder, Map.of(), List.of(arguments));
    }

    private static String run(Path folder, Map<String, String> variables, List<String> arguments) {
        List<String> command = new ArrayList<>(GIT);
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(variables);
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", arguments, said).isZero();
            return said;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static boolean isGitThere() {
        try {
            return new ProcessBuilder("git", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
