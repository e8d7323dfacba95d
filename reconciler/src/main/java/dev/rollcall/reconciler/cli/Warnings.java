// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import java.io.PrintWriter;

/** That nothing is wrong is no good news where nothing is known: says so beside statuses. */
final class Warnings {

    private Warnings() {}

    static void stale(PrintWriter err, String how) {
        err.println("warning: the inventory is stale (" + how + "); these statuses may be out of date");
    }

    /** Where there are none: a night of nothing succeeds, and is not what anybody wanted. */
    static void noSystems(PrintWriter err, int systems) {
        if (systems == 0) {
            err.println("warning: no active system is registered; systems.jsonl names them for 'rollcall import'");
        }
    }
}
