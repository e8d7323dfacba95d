// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.report.ExportRequest;
import dev.rollcall.report.Report;
import dev.rollcall.report.format.export.ExportFormat;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The machine-readable files to write beside the report. */
public final class OutputOptions {

    private final Map<ExportFormat, Path> files = new EnumMap<>(ExportFormat.class);

    @Option(names = "--json", paramLabel = "FILE", description = "Write the whole report as JSON.")
    void setJson(Path file) {
        files.put(ExportFormat.JSON, file);
    }

    @Option(names = "--jsonl", paramLabel = "FILE", description = "Write the systems as JSON Lines.")
    void setJsonLines(Path file) {
        files.put(ExportFormat.JSONL, file);
    }

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description =
                    "Write what changed since the baseline as JSON Lines, one transition per line; empty if nothing did. The same transition always has the same id.")
    void setEvents(Path file) {
        files.put(ExportFormat.EVENTS, file);
    }

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the systems as CSV.")
    void setCsv(Path file) {
        files.put(ExportFormat.CSV, file);
    }

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "Write a Markdown summary of at most 60 KB, for a job summary or a comment.")
    void setSummary(Path file) {
        files.put(ExportFormat.MARKDOWN, file);
    }

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Write the systems and the gate's rules as JUnit XML, for a pipeline's test view.")
    void setJunit(Path file) {
        files.put(ExportFormat.JUNIT, file);
    }

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Write the counts as metrics for node_exporter's textfile collector, such as rollcall.prom.")
    void setMetrics(Path file) {
        files.put(ExportFormat.METRICS, file);
    }

    @Option(names = "--badge", paramLabel = "FILE", description = "Write a badge as SVG.")
    void setBadge(Path file) {
        files.put(ExportFormat.BADGE, file);
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /**
     * Checks that none of the files, nor another one, would replace another.
     *
     * @throws RollcallException if two of them are the same
     */
    public void requireDistinct(@Nullable Path another, Environment environment) {
        Set<Path> seen = new HashSet<>();
        Stream.concat(files.values().stream(), Stream.ofNullable(another))
                .map(file -> environment.folder().resolve(file).toAbsolutePath().normalize())
                // a device or a pipe takes any number
                .filter(file -> Files.isRegularFile(file) || !Files.exists(file))
                .filter(file -> !seen.add(file))
                .findFirst()
                .ifPresent(file -> {
                    throw new RollcallException(
                            ErrorName.CONFLICTING_OPTIONS,
                            "Two options write to " + file + ", expected a file for each.");
                });
    }

    /** Writes the requested files; returns the errors of those that can't be written. */
    public List<NamedError> write(
            Database database, long snapshotId, @Nullable Long baselineId, Environment environment) {
        if (isEmpty()) {
            return List.of();
        }
        Map<ExportFormat, Path> resolved = new EnumMap<>(ExportFormat.class);
        files.forEach(
                (format, file) -> resolved.put(format, environment.folder().resolve(file)));
        return Report.export(database.dsl(), new ExportRequest(snapshotId, baselineId, resolved));
    }
}
