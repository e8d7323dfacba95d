// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/**
 * The terminal that shows the results, if any.
 *
 * @param columns its width, 0 if unknown
 */
public record Terminal(boolean isThere, int columns) {

    public static final Terminal NONE = new Terminal(false, 0);

    /** Set by bin/rollcall: the columns of the terminal, or empty if results go elsewhere. */
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

    /** Whether messages go to a terminal, wherever the results go. */
    static boolean showsMessages() {
        return isTerminal(STDERR);
    }

    /** Java's console exists only if standard input is a terminal too, and always from version 22 on. */
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
