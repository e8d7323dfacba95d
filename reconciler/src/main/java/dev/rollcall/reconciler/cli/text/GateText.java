// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.text;

import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.report.format.export.GateTable;
import dev.rollcall.report.format.syntax.TableWidth;
import dev.rollcall.report.model.GateVerdict;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Prints a verdict and maps it to an exit code. */
public final class GateText {

    private GateText() {}

    /** Prints the verdict if there is one. */
    public static ExitCode print(@Nullable GateVerdict verdict, PrintWriter out, TableWidth width) {
        if (verdict == null) {
            return ExitCode.OK;
        }
        out.print(GateTable.text(verdict, width));
        return switch (verdict.outcome()) {
            case PASSED -> ExitCode.OK;
            case FAILED -> ExitCode.GATE_FAILED;
            case UNDECIDABLE -> ExitCode.GATE_UNDECIDABLE;
        };
    }
}
