// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.Rollcall;
import java.io.File;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** The main class of rollcall.jar. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        useHomeOfEnvironment();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        AtomicBoolean isDone = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> tellInterruption(isDone, err), "tell-interruption"));
        int exitCode = new Rollcall(Environment.ofProcess()).run(out, err, args);
        isDone.set(true);
        System.exit(exitCode);
    }

    /** Where .pgpass and certificates are looked for, by libpq and by people; Java takes it from the list of users. */
    private static void useHomeOfEnvironment() {
        String home = System.getenv("HOME");
        if (home != null && !home.isBlank() && File.separatorChar == '/') {
            System.setProperty("user.home", home);
        }
    }

    private static void tellInterruption(AtomicBoolean isDone, PrintWriter err) {
        if (!isDone.get()) {
            err.println("error: rollcall was told to stop before it was done. Nothing half-done is visible; the next"
                    + " 'rollcall run' finishes a run that was interrupted.");
        }
    }
}
