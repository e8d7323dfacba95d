// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The machine's Nix with a store of its own in a folder: nothing but the program is used, no daemon, configuration or cache. */
public final class NixProgram {

    private static final String CONFIGURATION = """
            experimental-features = nix-command flakes
            build-users-group =
            sandbox = false
            substituters =
            """;

    private final Path folder;

    private NixProgram(Path folder) {
        this.folder = folder;
    }

    /** Nix with its store in a folder, whose path must have no links. */
    public static NixProgram in(Path folder) throws IOException {
        return new NixProgram(folder.toRealPath());
    }

    /** Whether all of these programs answer to {@code --version}. */
    public static boolean isThere(String... programs) throws InterruptedException {
        try {
            for (String program : programs) {
                Process process = new ProcessBuilder(program, "--version")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (process.waitFor() != 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What a command prints, run in a folder; fails with its errors unless it exits with 0. */
    public String run(Path directory, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(directory.toFile())
                .redirectError(errorFile().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NIX_"));
        builder.environment()
                .putAll(Map.of(
                        "HOME", folder.resolve("home").toString(),
                        "NIX_STORE_DIR", folder.resolve("nix/store").toString(),
                        "NIX_STATE_DIR", folder.resolve("nix/var/nix").toString(),
                        "NIX_LOG_DIR", folder.resolve("nix/var/log").toString(),
                        "NIX_CONF_DIR", folder.resolve("nix/etc").toString(),
                        "NIX_CONFIG", CONFIGURATION));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(errors()).isZero();
        return printed;
    }

    /** What the last command printed to its standard error. */
    public String errors() throws IOException {
        return Files.readString(errorFile());
    }

    private Path errorFile() {
        return folder.resolve("nix.err");
    }
}
