// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.Rollcall;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The main class of rollcall.jar. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(new Rollcall(Environment.ofProcess()).run(out, err, args));
    }
}
