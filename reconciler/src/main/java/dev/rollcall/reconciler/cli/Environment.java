// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/**
 * What a command takes from the world around the process.
 *
 * @param folder the working directory, which relative paths start from
 * @param isTerminal whether a person watches, who likes to see progress
 */
public record Environment(Map<String, String> variables, Clock clock, Path folder, boolean isTerminal) {

    public Environment {
        variables = Map.copyOf(variables);
    }

    public static Environment ofProcess() {
        return new Environment(System.getenv(), Clock.systemUTC(), Path.of(""), Ansi.AUTO.enabled());
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }
}
