// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.text;

import java.io.PrintWriter;

/** That nothing is wrong is no good news where nothing is known: says so beside statuses. */
public final class Warnings {

    private Warnings() {}

    public static void stale(PrintWriter err, String how) {
        err.println("warning: the inventory is stale (" + how + "); these statuses may be out of date");
    }

    /** Where there are none: a night of nothing succeeds, and is not what anybody wanted. */
    public static void noSystems(PrintWriter err, int systems) {
        if (systems == 0) {
            err.println("warning: no active system is registered; systems.jsonl names them for 'rollcall import'");
        }
    }
}
