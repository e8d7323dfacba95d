// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.cli.option.RetentionOptions;
import dev.rollcall.reconciler.job.PrunableSnapshot;
import dev.rollcall.reconciler.job.Retention;
import dev.rollcall.reconciler.job.RetentionQueries;
import dev.rollcall.reconciler.job.RunLock;
import dev.rollcall.report.ArchiveOwner;
import dev.rollcall.report.ReportFolders;
import dev.rollcall.schema.BuildProperties;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollcall prune}: applies retention to the history, or to the reports. */
@Command(
        name = "prune",
        description = {
            "Removes snapshots that retention no longer keeps.",
            "The nightly run does this too. With --html, removes report folders instead and keeps the snapshots."
        })
final class PruneCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final RetentionOptions retentionOptions = new RetentionOptions();

    @Option(names = "--dry-run", description = "Only print what would be removed.")
    private boolean dryRun;

    @Option(
            names = "--html",
            description =
                    "Remove the reports of snapshots that retention no longer keeps and of snapshots that no longer exist.")
    private boolean html;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "rollcall-report",
            description = "The archive of reports, whose index is rebuilt (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("rollcall-report");

    PruneCommand(Environment environment) {
        super(environment);
    }

    @Override
    @SuppressWarnings("try") // only holds the lock, so that no run is active
    ExitCode execute() {
        Retention retention = retentionOptions.retention();
        try (OpenDatabase opened = databaseOptions.open(environment());
                RunLock lock = RunLock.acquire(opened.database().dataSource(), databaseOptions.waitLock())) {
            ArchiveOwner.require(opened.database().dsl(), archive());
            RetentionQueries queries = new RetentionQueries(opened.database().dsl());
            List<PrunableSnapshot> prunable =
                    queries.prunable(environment().clock().instant(), retention);
            if (html) {
                pruneReports(opened.database(), prunable);
            } else {
                pruneSnapshots(opened.database(), queries, prunable);
            }
        }
        return ExitCode.OK;
    }

    private void pruneSnapshots(Database database, RetentionQueries queries, List<PrunableSnapshot> prunable) {
        prunable.forEach(snapshot ->
                out().println(snapshot.asOf() + "  snapshot " + snapshot.id() + ", by " + snapshot.matching()));
        print(dryRun ? prunable.size() : queries.remove(prunable), "snapshot", "snapshots");
        Path archive = archive();
        if (!dryRun && ReportFolders.exist(archive)) {
            ReportFolders folders = folders(database, archive);
            folders.refreshIndex();
            int stranded = folders.all().size() - folders.ofSnapshots().size();
            if (stranded > 0) {
                out().println(archive + " has " + Words.count(stranded, "report", "reports")
                        + " of removed snapshots, which its index does not list."
                        + " 'rollcall prune --html' removes them.");
            }
        }
    }

    private void pruneReports(Database database, List<PrunableSnapshot> prunable) {
        Path archive = archive();
        if (!ReportFolders.exist(archive)) {
            throw new RollcallException(
                    ErrorName.ARCHIVE_NOT_FOUND, "There is no archive " + archive + ". Choose the folder with --out.");
        }
        ReportFolders folders = folders(database, archive);
        Set<String> names = prunableReports(folders, prunable, archive);
        names.forEach(out()::println);
        if (!dryRun) {
            folders.remove(List.copyOf(names));
            folders.refreshIndex();
        }
        print(names.size(), "report", "reports");
    }

    private static Set<String> prunableReports(ReportFolders folders, List<PrunableSnapshot> prunable, Path archive) {
        Map<Long, String> ofSnapshots = folders.ofSnapshots();
        Set<String> names = new TreeSet<>(folders.all());
        if (!names.isEmpty() && ofSnapshots.isEmpty()) {
            throw new RollcallException(
                    ErrorName.ARCHIVE_NOT_RECOGNISED,
                    "No report in " + archive
                            + " belongs to a snapshot of this database, so the archive may belong to another one. Nothing was removed.");
        }
        names.removeAll(ofSnapshots.values());
        prunable.stream()
                .map(snapshot -> ofSnapshots.get(snapshot.id()))
                .filter(Objects::nonNull)
                .forEach(names::add);
        return names;
    }

    private Path archive() {
        return environment().folder().resolve(out);
    }

    private static ReportFolders folders(Database database, Path archive) {
        return ReportFolders.open(
                database.dsl(), archive, BuildProperties.current().version());
    }

    private void print(int count, String singular, String plural) {
        out().println((dryRun ? "Would remove " : "Removed ") + Words.count(count, singular, plural) + ".");
    }
}
