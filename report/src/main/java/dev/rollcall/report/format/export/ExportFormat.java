// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

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
    /** A badge. */
    BADGE;

    /** The writer of the format. */
    public SnapshotFormat writer() {
        return switch (this) {
            case JSON -> new JsonFormat();
            case JSONL -> new JsonLinesFormat();
            case EVENTS -> new EventsFormat();
            case CSV -> new CsvFormat();
            case MARKDOWN -> new MarkdownFormat();
            case JUNIT -> new JUnitFormat();
            case METRICS -> new MetricsFormat();
            case BADGE -> new BadgeFormat();
        };
    }
}
