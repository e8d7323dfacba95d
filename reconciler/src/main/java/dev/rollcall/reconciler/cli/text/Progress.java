// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.text;

import dev.rollcall.reconciler.cli.Environment;
import java.io.PrintWriter;
import java.util.function.Supplier;

/** Shows the progress of a command: on a terminal in one line that is erased at the end. Thread-safe. */
public final class Progress {

    private static final int TENTHS = 10;

    private final Environment environment;
    private final PrintWriter err;
    private int shown;
    private int done;

    public Progress(Environment environment, PrintWriter err) {
        this.environment = environment;
        this.err = err;
    }

    /** Replaces the text. */
    public synchronized void show(String text) {
        print("  " + text);
    }

    /** Counts one of many equal steps. Without a terminal prints a line for each tenth of them. */
    public synchronized void showOneOf(int all, String what) {
        done++;
        String text = done + " of " + all + " " + what;
        if (environment.isTerminal()) {
            show(text);
        } else if (done == all || done % Math.max(1, all / TENTHS) == 0) {
            err.println("  " + text);
        }
    }

    /** Runs work that shows its progress, and erases the line afterwards, even after a failure. */
    public <T> T until(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            clear();
        }
    }

    /** Prints a permanent message. */
    public synchronized void say(String message) {
        clear();
        err.println(message);
    }

    /** Clears the line for other output. */
    synchronized void clear() {
        print("");
        if (environment.isTerminal()) {
            err.print("\r");
            err.flush();
        }
    }

    private void print(String line) {
        if (environment.isTerminal()) {
            err.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
            err.flush();
            shown = line.length();
        }
    }
}
