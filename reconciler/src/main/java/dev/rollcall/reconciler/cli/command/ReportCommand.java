// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.cli.option.OutputOptions;
import dev.rollcall.reconciler.cli.option.SnapshotMatching;
import dev.rollcall.reconciler.job.RunLock;
import dev.rollcall.report.Report;
import dev.rollcall.report.ReportFolders;
import dev.rollcall.report.ReportRequest;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.report.query.SnapshotReferences;
import dev.rollcall.schema.BuildProperties;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollcall report}: renders the report of any night, compared with any other, with this version's templates. */
@Command(
        name = "report",
        description = {
            "Writes the report of a saved snapshot, or exports the snapshot.",
            "Snapshots are named as for 'diff'. An existing report is left alone unless --overwrite is given."
        })
final class ReportCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Option(
            names = "--snapshot",
            paramLabel = "REF",
            defaultValue = "latest",
            description = "The snapshot to report on (default: ${DEFAULT-VALUE}).")
    private String snapshot = "latest";

    @Option(
            names = "--against",
            paramLabel = "REF",
            description = "The baseline to compare it with (default: the previous snapshot).")
    private @Nullable String against;

    @Mixin
    private final OutputOptions outputs = new OutputOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "The folder to write the report to.")
    private @Nullable Path out;

    @Option(names = "--overwrite", description = "Replace an existing report of the snapshot.")
    private boolean overwrite;

    @Mixin
    private final SnapshotMatching snapshots = new SnapshotMatching();

    ReportCommand(Environment environment) {
        super(environment);
    }

    @Override
    @SuppressWarnings("try") // only holds the lock, so that no prune removes a snapshot
    ExitCode execute() {
        if (out == null && outputs.isEmpty()) {
            throw missing(
                    "Nothing to write: expected --out=DIR for the report, or a machine format such as --json=FILE");
        }
        outputs.requireDistinct(null, environment());
        try (OpenDatabase opened = databaseOptions.open(environment());
                RunLock lock = RunLock.acquire(opened.database().dataSource(), databaseOptions.waitLock())) {
            return write(opened.database()) ? ExitCode.OK : ExitCode.ERROR;
        }
    }

    /** Returns false if a file can't be written, which is reported. */
    private boolean write(Database database) {
        SnapshotReferences references = ReportQueries.of(database.dsl()).references(snapshots.matching());
        SnapshotSummary reported = references.resolve(snapshot);
        Long baselineId = against == null
                ? references.before(reported).map(SnapshotSummary::id).orElse(null)
                : Long.valueOf(references.resolve(against).id());
        if (out != null) {
            Path archive = environment().folder().resolve(out);
            out().println("Report: "
                    + render(database, reported, baselineId, archive).toUri());
        }
        return areNone(outputs.write(database, reported.id(), baselineId, environment()));
    }

    private Path render(Database database, SnapshotSummary reported, @Nullable Long baselineId, Path archive) {
        String version = BuildProperties.current().version();
        if (!overwrite && ReportFolders.open(database.dsl(), archive, version).hasReportOf(reported)) {
            throw new RollcallException(
                    ErrorName.REPORT_EXISTS,
                    "The folder " + archive + " already has a report of snapshot " + reported.id() + " as of "
                            + reported.asOf() + ". Replace it with --overwrite, or choose another folder with --out.");
        }
        return Report.render(database.dsl(), new ReportRequest(reported.id(), baselineId, archive, version, overwrite));
    }
}
