// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/**
 * The terminal that shows the results, if it is one.
 *
 * @param columns how wide it is, 0 if nobody knows
 */
public record Terminal(boolean isThere, int columns) {

    public static final Terminal NONE = new Terminal(false, 0);

    /** Set by bin/rollcall, which can ask: the columns of the terminal, or nothing where results go elsewhere. */
    private static final String PROPERTY = "rollcall.columns";

    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    static Terminal ofProcess() {
        String columns = System.getProperty(PROPERTY);
        if (columns == null) {
            return new Terminal(isTerminal(STDOUT), 0);
        }
        return new Terminal(!columns.isEmpty(), columns.matches("\\d{1,5}") ? Integer.parseInt(columns) : 0);
    }

    /** Whether a person sees messages at once, wherever the results go. */
    static boolean showsMessages() {
        return isTerminal(STDERR);
    }

    /** Java's console is there only if standard input is a terminal too, and from version 22 on always. */
    private static boolean isTerminal(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString()
                    .matches("/dev/(pts/.*|tty.*|console)");
        } catch (IOException | UnsupportedOperationException e) {
            return Ansi.AUTO.enabled();
        }
    }
}
