// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What holds a password, handed over by bin/rollcall through pipes: every process of the same user can read another's
 * environment as it was when it started.
 */
final class Secrets {

    private static final String PROPERTY = "rollcall.secrets";

    /** By the number of the open file that each comes through. */
    private static final Map<String, String> VARIABLES = Map.of("3", "ROLLCALL_DB_URL", "4", "ROLLCALL_DB_PASSWORD");

    private Secrets() {}

    /** The environment with the variables that were left out of it. */
    static Map<String, String> addedTo(Map<String, String> environment) {
        String folder = System.getProperty(PROPERTY);
        if (folder == null) {
            return environment;
        }
        Map<String, String> whole = new HashMap<>(environment);
        VARIABLES.forEach((file, variable) -> whole.put(variable, read(Path.of(folder, file))));
        return whole;
    }

    /** The script has made sure that they are there. */
    private static String read(Path pipe) {
        try {
            return Files.readString(pipe).replaceFirst("\n$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
