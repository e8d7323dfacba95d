// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.text;

import dev.rollcall.reconciler.cli.Environment;
import java.io.PrintWriter;
import java.util.function.Supplier;

/** Shows how far a command is: on one line where a person watches, of which nothing stays. Thread-safe. */
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

    /** Shows a text in the place of the one before. */
    public synchronized void show(String text) {
        print("  " + text);
    }

    /** Shows that one more of many equal steps is done; where nobody watches, at each tenth of them, on a line that stays. */
    public synchronized void showOneOf(int all, String what) {
        done++;
        String text = done + " of " + all + " " + what;
        if (environment.isTerminal()) {
            show(text);
        } else if (done == all || done % Math.max(1, all / TENTHS) == 0) {
            err.println("  " + text);
        }
    }

    /** Does work that shows how far it is, and leaves nothing of that, also where it fails. */
    public <T> T until(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            clear();
        }
    }

    /** Says something that stays. */
    public synchronized void say(String message) {
        clear();
        err.println(message);
    }

    /** Leaves an empty line to what is said next. */
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
