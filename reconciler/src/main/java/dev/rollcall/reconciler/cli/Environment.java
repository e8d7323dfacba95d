// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.report.format.syntax.TableWidth;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What a command takes from the world around the process.
 *
 * @param folder the working directory, which relative paths start from
 * @param isTerminal whether a person watches, who likes to see progress
 * @param out what shows the results
 */
public record Environment(Map<String, String> variables, Clock clock, Path folder, boolean isTerminal, Terminal out) {

    private static final String TERM = "TERM";

    /** A terminal that can do nothing but print. */
    private static final String DUMB = "dumb";

    public Environment {
        variables = Map.copyOf(variables);
    }

    public static Environment ofProcess() {
        return new Environment(
                Secrets.addedTo(System.getenv()),
                Clock.systemUTC(),
                Path.of(""),
                Terminal.showsMessages() && !DUMB.equals(System.getenv(TERM)),
                Terminal.ofProcess());
    }

    /** Whether results are shown in colour: on a terminal that can, where nobody minds (https://no-color.org). */
    public boolean hasColouredResults() {
        return out.isThere() && mayColour();
    }

    /** Whether messages are shown in colour. */
    public boolean hasColouredMessages() {
        return isTerminal && mayColour();
    }

    private boolean mayColour() {
        return variable("NO_COLOR").isEmpty() && !DUMB.equals(variables.get(TERM));
    }

    /** How wide the tables of the results may be. */
    public TableWidth tableWidth() {
        return out.isThere() ? new TableWidth(columns()) : TableWidth.UNKNOWN;
    }

    /** A shell that exports it knows better, after the window changed its size. */
    private int columns() {
        return variable("COLUMNS")
                .filter(number -> number.matches("[1-9]\\d{0,4}"))
                .map(Integer::valueOf)
                .orElse(out.columns());
    }

    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }
}
