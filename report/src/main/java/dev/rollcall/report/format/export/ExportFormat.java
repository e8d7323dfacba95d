// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

/** The machine formats of a snapshot. */
public enum ExportFormat {
    /** The whole report. */
    JSON,
    /** The systems, one a line. */
    JSONL,
    /** The systems as a table. */
    CSV,
    /** A summary for people. */
    MARKDOWN,
    /** What pipelines show of tests. */
    JUNIT,
    /** What node_exporter collects. */
    METRICS,
    /** A small picture. */
    BADGE;

    /** What writes it. */
    public SnapshotFormat writer() {
        return switch (this) {
            case JSON -> new JsonFormat();
            case JSONL -> new JsonLinesFormat();
            case CSV -> new CsvFormat();
            case MARKDOWN -> new MarkdownFormat();
            case JUNIT -> new JUnitFormat();
            case METRICS -> new MetricsFormat();
            case BADGE -> new BadgeFormat();
        };
    }
}
