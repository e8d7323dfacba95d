// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.report.format.syntax.TableWidth;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of a command's process.
 *
 * @param folder the working directory, where relative paths start
 * @param isTerminal whether a person is watching, so that progress is shown
 * @param out the terminal for results
 */
public record Environment(Map<String, String> variables, Clock clock, Path folder, boolean isTerminal, Terminal out) {

    private static final String TERM = "TERM";

    /** A terminal without any capabilities. */
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

    /** Whether results are colored: on a capable terminal, unless disabled (https://no-color.org). */
    public boolean hasColouredResults() {
        return out.isThere() && mayColour();
    }

    /** Whether messages are colored. */
    public boolean hasColouredMessages() {
        return isTerminal && mayColour();
    }

    private boolean mayColour() {
        return variable("NO_COLOR").isEmpty() && !DUMB.equals(variables.get(TERM));
    }

    /** The maximum width of tables. */
    public TableWidth tableWidth() {
        return out.isThere() ? new TableWidth(columns()) : TableWidth.UNKNOWN;
    }

    /** An exported COLUMNS is preferred, because it follows changes of the window's size. */
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
