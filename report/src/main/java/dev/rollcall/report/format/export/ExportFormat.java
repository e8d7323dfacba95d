// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.format.system.StatusCsv;
import dev.rollcall.report.format.system.StatusJsonLines;

/** The machine-readable formats of a snapshot. */
public enum ExportFormat {
    /** The whole report. */
    JSON,
    /** The systems, one per line. */
    JSONL,
    /** What changed since the baseline, one transition a line. */
    EVENTS,
    /** The systems as a table. */
    CSV,
    /** A summary for people. */
    MARKDOWN,
    /** Test results for pipelines. */
    JUNIT,
    /** Metrics for node_exporter. */
    METRICS,
    /** A badge for a README or a wiki. */
    BADGE;

    /** Whether it summarizes the differences from the baseline. */
    public boolean hasChanges() {
        return this == JSON || this == MARKDOWN;
    }

    /** The writer of the format. */
    public SnapshotFormat writer() {
        return switch (this) {
            case JSON -> new JsonFormat();
            case JSONL ->
                (report, systems, out) -> {
                    try (StatusJsonLines lines = new StatusJsonLines(out, report::isExempt)) {
                        systems.forEach(lines);
                    }
                };
            case EVENTS -> new EventsFormat();
            case CSV ->
                (report, systems, out) -> {
                    try (StatusCsv csv = new StatusCsv(out)) {
                        systems.forEach(csv);
                    }
                };
            case MARKDOWN -> new MarkdownFormat();
            case JUNIT -> new JUnitFormat();
            case METRICS -> new MetricsFormat();
            case BADGE ->
                (report, systems, out) -> {
                    out.write(Badge.of(report).svg());
                    out.flush();
                };
        };
    }
}
