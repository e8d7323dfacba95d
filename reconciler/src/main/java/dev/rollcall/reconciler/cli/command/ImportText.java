// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.inventory.BadLine;
import dev.rollcall.reconciler.inventory.ImportResult;
import dev.rollcall.schema.text.Words;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints the result of an import and its warnings. */
final class ImportText {

    /** Many writers may all have the same problem. */
    private static final int MAX_NAMED = 20;

    private ImportText() {}

    static void print(ImportResult result, PrintWriter out, PrintWriter err) {
        for (ImportResult.Taken taken : result.sources()) {
            out.printf(
                    Locale.ROOT,
                    "%-10s  %,9d lines  %,9d new  %,9d changed  %s%n",
                    taken.kind(),
                    taken.lines(),
                    taken.added(),
                    taken.changed(),
                    taken.source());
        }
        out.flush();
        result.messages().forEach(err::println);
        List<String> empty = result.sources().stream()
                .flatMap(taken -> taken.empty().stream())
                .toList();
        for (String source : empty.subList(0, Math.min(MAX_NAMED, empty.size()))) {
            err.println("warning: " + Words.visible(source) + " is empty. Check the program that writes it.");
        }
        if (empty.size() > MAX_NAMED) {
            err.println("warning: and " + Words.count(empty.size() - MAX_NAMED, "more is", "more are") + " empty.");
        }
        if (result.isUnchanged()) {
            out.println("Nothing changed: everything was already known.");
        }
        result.failures().forEach(failure -> err.println(Failures.line(failure)));
        if (result.bad() > 0) {
            err.println("Skipped " + result.bad() + (result.bad() == 1 ? " bad line:" : " bad lines:"));
            for (BadLine line : result.firstBad()) {
                err.println("  " + line);
            }
            if (result.bad() > result.firstBad().size()) {
                err.println("  and " + (result.bad() - result.firstBad().size()) + " more");
            }
        }
    }
}
