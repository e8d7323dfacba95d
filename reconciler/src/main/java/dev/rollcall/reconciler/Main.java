// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.StandardOutput;
import dev.rollcall.reconciler.cli.command.Rollcall;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import java.io.File;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** The main class of rollcall.jar. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        useHomeOfEnvironment();
        StandardOutput stdout = new StandardOutput();
        PrintWriter out = new PrintWriter(stdout, true, StandardCharsets.UTF_8);
        AtomicBoolean isDone = new AtomicBoolean();
        AtomicBoolean isStopped = new AtomicBoolean();
        PrintWriter err = new PrintWriter(unlessStopped(isStopped), true, StandardCharsets.UTF_8);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> reportInterruption(isDone, isStopped), "report-interruption"));
        int exitCode;
        try {
            exitCode = new Rollcall(Environment.ofProcess()).run(out, err, args);
        } finally {
            isDone.set(true);
        }
        stdout.error().ifPresent(err::println);
        System.exit(exitCode == 0 && stdout.error().isPresent() ? ExitCode.ERROR.code() : exitCode);
    }

    /** libpq and people look for .pgpass and certificates in $HOME; Java takes the home from the list of users. */
    private static void useHomeOfEnvironment() {
        String home = System.getenv("HOME");
        if (home != null && !home.isBlank() && File.separatorChar == '/') {
            System.setProperty("user.home", home);
        }
    }

    /** Standard error, until the process is stopped: later failures are only consequences. */
    private static OutputStream unlessStopped(AtomicBoolean isStopped) {
        return new FilterOutputStream(System.err) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (!isStopped.get()) {
                    out.write(bytes, offset, length);
                }
            }
        };
    }

    private static void reportInterruption(AtomicBoolean isDone, AtomicBoolean isStopped) {
        if (!isDone.get()) {
            isStopped.set(true);
            System.err.println(new NamedError(
                    ErrorName.INTERRUPTED,
                    "rollcall was interrupted. No partial results are visible. Run the command again."));
        }
    }
}
