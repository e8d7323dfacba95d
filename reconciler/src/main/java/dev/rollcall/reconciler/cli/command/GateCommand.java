// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.GateOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.cli.option.OutputOptions;
import dev.rollcall.reconciler.cli.option.SnapshotMatching;
import dev.rollcall.reconciler.cli.text.GateText;
import dev.rollcall.reconciler.gate.Gate;
import dev.rollcall.reconciler.gate.Policy;
import dev.rollcall.reconciler.gate.SnapshotGate;
import dev.rollcall.reconciler.job.RunLock;
import dev.rollcall.report.ArchiveOwner;
import dev.rollcall.report.Report;
import dev.rollcall.report.ReportRequest;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.report.query.SnapshotReferences;
import dev.rollcall.schema.BuildProperties;
import dev.rollcall.schema.connection.Database;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollcall gate}: evaluates a policy against a stored snapshot. */
@Command(
        name = "gate",
        description = {
            "Checks a saved snapshot against a policy.",
            "Snapshots are named as for 'diff'. The result is saved with the snapshot and replaces an earlier one.",
            "Exit code 0: the gate passed; 10: it failed; 11: it can't decide, because the inventory is stale or incomplete."
        })
final class GateCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final GateOptions gate = new GateOptions();

    @Mixin
    private final OutputOptions outputs = new OutputOptions();

    @Option(
            names = "--snapshot",
            paramLabel = "REF",
            defaultValue = "latest",
            description = "The snapshot to check (default: ${DEFAULT-VALUE}).")
    private String snapshot = "latest";

    @Option(names = "--out", paramLabel = "DIR", description = "The archive of reports to update with the result.")
    private @Nullable Path out;

    @Mixin
    private final SnapshotMatching snapshots = new SnapshotMatching();

    GateCommand(Environment environment) {
        super(environment);
    }

    @Override
    @SuppressWarnings("try") // only holds the lock, so that no prune removes the snapshot
    ExitCode execute() {
        outputs.requireDistinct(null, environment());
        Policy policy = gate.requiredPolicy(environment());
        try (OpenDatabase opened = databaseOptions.open(environment());
                RunLock lock = RunLock.acquire(opened.database().dataSource(), databaseOptions.waitLock())) {
            return judge(opened.database(), policy);
        }
    }

    private ExitCode judge(Database database, Policy policy) {
        if (out != null) {
            ArchiveOwner.require(database.dsl(), environment().folder().resolve(out));
        }
        SnapshotReferences references = ReportQueries.of(database.dsl()).references(snapshots.matching());
        SnapshotSummary judged = references.resolve(snapshot);
        new Gate(database.dsl(), policy).requireKnown(judged);
        SnapshotGate verdicts = new SnapshotGate(database.dsl(), policy);
        verdicts.judge(judged.id());
        Long baseline = references.before(judged).map(SnapshotSummary::id).orElse(null);
        if (out != null) {
            Path page = Report.render(
                    database.dsl(),
                    new ReportRequest(
                            judged.id(),
                            baseline,
                            environment().folder().resolve(out),
                            BuildProperties.current().version(),
                            true));
            out().println("Report: " + page.toUri());
        }
        boolean isAllWritten = areNone(outputs.write(database, judged.id(), baseline, environment()));
        out().println("Snapshot " + judged.id() + " as of " + judged.asOf());
        ExitCode verdict = GateText.print(
                verdicts.verdict(judged.id()).orElseThrow(),
                out(),
                environment().tableWidth());
        return isAllWritten || verdict != ExitCode.OK ? verdict : ExitCode.ERROR;
    }
}
