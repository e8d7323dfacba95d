// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The variables that contain a password, which bin/rollcall passes through pipes, because any process of the same user
 * can read the initial environment of another.
 */
final class Secrets {

    private static final String PROPERTY = "rollcall.secrets";

    /** By the file descriptor of each pipe. */
    private static final Map<String, String> VARIABLES = Map.of("3", "ROLLCALL_DB_URL", "4", "ROLLCALL_DB_PASSWORD");

    private Secrets() {}

    /** The environment with these variables added. */
    static Map<String, String> addedTo(Map<String, String> environment) {
        String folder = System.getProperty(PROPERTY);
        if (folder == null) {
            return environment;
        }
        Map<String, String> whole = new HashMap<>(environment);
        VARIABLES.forEach((file, variable) -> whole.put(variable, read(Path.of(folder, file))));
        return whole;
    }

    /** The script guarantees that they exist. */
    private static String read(Path pipe) {
        try {
            return Files.readString(pipe).replaceFirst("\n$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
