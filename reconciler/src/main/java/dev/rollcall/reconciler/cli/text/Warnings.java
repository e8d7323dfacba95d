// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.text;

import java.io.PrintWriter;

/** Warnings next to statuses: without facts the absence of problems is no good news. */
public final class Warnings {

    private Warnings() {}

    public static void stale(PrintWriter err, String how) {
        err.println("warning: the inventory is stale (" + how + "); these statuses may be out of date");
    }

    /** If there are no systems: the run succeeds, but is not what anyone wanted. */
    public static void noSystems(PrintWriter err, int systems) {
        if (systems == 0) {
            err.println(
                    "warning: no active system is registered; list systems in systems.jsonl and run 'rollcall import'");
        }
    }
}
