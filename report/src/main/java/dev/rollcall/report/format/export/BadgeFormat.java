// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.SnapshotReport;
import java.io.IOException;
import java.io.Writer;

/** A badge for a README or a wiki: the outcome of the gate, or without one the share that is up to date. */
public final class BadgeFormat implements SnapshotFormat {

    @Override
    public void write(SnapshotReport report, Systems systems, Writer out) throws IOException {
        GateVerdict gate = report.gate();
        out.write((gate == null ? Badge.of(report.snapshot().counts(), report.isStale()) : Badge.of(gate.outcome()))
                .svg());
        out.flush();
    }
}
