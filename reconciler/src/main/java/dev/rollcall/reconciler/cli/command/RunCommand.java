// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.AsOfOption;
import dev.rollcall.reconciler.cli.option.AssessmentOptions;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.GateOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.cli.option.OutputOptions;
import dev.rollcall.reconciler.cli.option.RetentionOptions;
import dev.rollcall.reconciler.cli.option.StaleAfterOption;
import dev.rollcall.reconciler.cli.option.WaitOptions;
import dev.rollcall.reconciler.cli.text.GateText;
import dev.rollcall.reconciler.cli.text.JobStepWords;
import dev.rollcall.reconciler.cli.text.Progress;
import dev.rollcall.reconciler.cli.text.SnapshotText;
import dev.rollcall.reconciler.cli.text.Warnings;
import dev.rollcall.reconciler.doctor.Examination;
import dev.rollcall.reconciler.gate.EarlierNights;
import dev.rollcall.reconciler.gate.Gate;
import dev.rollcall.reconciler.gate.Policy;
import dev.rollcall.reconciler.job.NightlyRun;
import dev.rollcall.reconciler.job.Parallelism;
import dev.rollcall.reconciler.job.RunRequest;
import dev.rollcall.reconciler.job.RunResult;
import dev.rollcall.reconciler.notification.ChangeCommand;
import dev.rollcall.report.ArchiveOwner;
import dev.rollcall.report.format.diff.DiffFormat;
import dev.rollcall.report.model.SnapshotDiff;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.domain.SnapshotReference;
import dev.rollcall.schema.domain.Trigger;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollcall run}: the nightly job, also for pipelines. */
@Command(
        name = "run",
        description = {
            "Assesses every active system, saves a snapshot and writes the report.",
            "Finishes an interrupted run first. With rules, the gate checks the snapshot: exit code 0 if it passed, 10 if it failed, 11 if it can't decide because the inventory is stale or incomplete. All files are written before it exits."
        })
final class RunCommand extends BaseCommand {

    private static final int MAX_LABEL_LENGTH = 200;
    private static final Set<SnapshotReference.Kind> RESERVED_LABELS = EnumSet.of(
            SnapshotReference.Kind.LATEST, SnapshotReference.Kind.PREVIOUS, SnapshotReference.Kind.LAST_PASSED);

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final AsOfOption asOfOption = new AsOfOption();

    @Mixin
    private final AssessmentOptions assessment = new AssessmentOptions();

    @Mixin
    private final RetentionOptions retention = new RetentionOptions();

    @Mixin
    private final GateOptions gate = new GateOptions();

    @Mixin
    private final WaitOptions wait = new WaitOptions();

    @Mixin
    private final OutputOptions outputs = new OutputOptions();

    @Mixin
    private final DropFolder drops = new DropFolder();

    @Option(names = "--gate", description = "Fail if no rules are given. Rules are checked even without this option.")
    private boolean isGate;

    @Option(
            names = "--on-change",
            paramLabel = "COMMAND",
            description =
                    "A shell command to run if anything changed since the previous snapshot. It gets the output of 'diff --format json' on its standard input.")
    private @Nullable String onChange;

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            description = "A short text to identify the snapshot by, at most 200 characters.")
    private @Nullable String label;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "rollcall-report",
            description = "The archive of reports (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("rollcall-report");

    @Option(
            names = "--single-file",
            paramLabel = "FILE",
            description = "Also write the report as one self-contained page, for mail and pipelines.")
    private @Nullable Path singleFile;

    @Mixin
    private final StaleAfterOption staleness = new StaleAfterOption();

    @Option(
            names = "--range-size",
            paramLabel = "N",
            description =
                    "The number of systems per transaction (default: an equal share per parallel transaction, at least 50000).")
    private @Nullable Integer rangeSize;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "How many transactions assess systems at once, up to the cores of the database server (default: ${DEFAULT-VALUE}).")
    private int parallel = Parallelism.DEFAULT.ranges();

    RunCommand(Environment environment) {
        super(environment);
    }

    /**
     * The rules of the gate.
     *
     * @throws RollcallException if any option is invalid
     */
    private Policy checked() {
        if (label != null && label.length() > MAX_LABEL_LENGTH) {
            throw new RollcallException(
                    ErrorName.INVALID_VALUE,
                    "--label has " + Words.count(label.length()) + " characters, expected at most " + MAX_LABEL_LENGTH
                            + ".");
        }
        if (label != null
                && RESERVED_LABELS.contains(SnapshotReference.of(label).kind())) {
            throw new RollcallException(
                    ErrorName.INVALID_VALUE,
                    "--label can't be '" + label
                            + "', because that word already names a snapshot. Choose another label.");
        }
        if (rangeSize != null && rangeSize < 1) {
            throw new RollcallException(
                    ErrorName.INVALID_VALUE, "--range-size " + rangeSize + " is too small, expected 1 or more.");
        }
        outputs.requireDistinct(singleFile, environment());
        requireBetween("--parallel", parallel, 1, Parallelism.MAX_RANGES);
        Policy policy = isGate ? gate.requiredPolicy(environment()) : gate.policy(environment());
        if (wait.isAsked()) {
            requireSomethingToWaitFor(policy);
        }
        return policy;
    }

    @Override
    ExitCode execute() {
        Policy policy = checked();
        EarlierNights nights = new EarlierNights(policy);
        Set<NamedError> warnings = new HashSet<>();
        wait.untilPassed(databaseOptions, environment(), err(), opened -> {
            drops.takeQuietly(opened, environment());
            Gate live = new Gate(opened.database().dsl(), policy, nights);
            // no error yet, because an import may bring the name
            live.unknownName()
                    .filter(warnings::add)
                    .ifPresent(error -> err().println("warning: " + Failures.visible(error.sentence())));
            return live.judgeLive(
                    asOfOption.asOf(environment()),
                    assessment.matching(),
                    assessment.silentAfter(),
                    staleness.staleAfter());
        });
        Progress progress = new Progress(environment(), err());
        try (OpenDatabase opened = databaseOptions.open(environment());
                NightlyRun run = NightlyRun.open(
                        opened.database(),
                        environment().clock(),
                        databaseOptions.waitLock(),
                        policy,
                        new Parallelism(parallel),
                        step -> progress.show(JobStepWords.of(step)))) {
            ArchiveOwner.require(opened.database().dsl(), environment().folder().resolve(out));
            boolean isAllTaken = drops.take(opened, environment(), out(), err());
            RunRequest request = request();
            new Gate(opened.database().dsl(), policy).requireUnderstood(request.asOf(), request.matching());
            run.resumeUnfinished(any -> true, progress::say);
            RunResult result = progress.until(() -> run.run(request));
            boolean isAllWritten = areNone(write(run, opened.database(), result));
            SnapshotText.lines(result).forEach(out()::println);
            Warnings.noSystems(err(), result.snapshot().counts().systems());
            if (result.verdict() == null) {
                warnIfStale(opened.database(), result.snapshot());
            }
            ExitCode verdict =
                    GateText.print(result.verdict(), out(), environment().tableWidth());
            boolean isWell = notifies(opened.database(), result) && isAllWritten && isAllTaken;
            return isWell || verdict != ExitCode.OK ? verdict : ExitCode.ERROR;
        }
    }

    private void warnIfStale(Database database, SnapshotSummary snapshot) {
        ReportQueries.of(database.dsl())
                .findings()
                .staleInventory(snapshot.id())
                .ifPresent(any -> Warnings.stale(err(), Examination.staleness(snapshot.newestFact())));
    }

    /** Writes the files beside the archive; returns the errors of those that can't be written. */
    private List<NamedError> write(NightlyRun run, Database database, RunResult result) {
        List<NamedError> errors = new ArrayList<>();
        if (singleFile != null) {
            try {
                run.writeSingleFile(result, environment().folder().resolve(singleFile));
            } catch (RollcallException e) {
                errors.add(e.error());
            }
        }
        errors.addAll(outputs.write(database, result.snapshot().id(), result.previousId(), environment()));
        return errors;
    }

    /**
     * What it would do.
     *
     * @throws RollcallException if any option is invalid
     */
    NightPlan plan() {
        Policy policy = checked();
        return new NightPlan(
                databaseOptions,
                environment().folder().resolve(out),
                drops.folder(environment()),
                policy.rules().size());
    }

    private RunRequest request() {
        return new RunRequest(
                asOfOption.asOf(environment()),
                assessment.matching(),
                label,
                environment().folder().resolve(out),
                Trigger.RUN,
                assessment.silentAfter(),
                staleness.staleAfter(),
                rangeSize,
                retention.retention());
    }

    private void requireSomethingToWaitFor(Policy policy) {
        if (policy.isEmpty()) {
            throw new RollcallException(
                    ErrorName.NOTHING_TO_WAIT_FOR,
                    "--wait has nothing to wait for. Add rules with --policy FILE, or with options such as"
                            + " --expect-commit SHA.");
        }
        if (asOfOption.isGiven()) {
            throw new RollcallException(
                    ErrorName.CONFLICTING_OPTIONS,
                    "--wait and --as-of can't be combined, because the past does not change.");
        }
    }

    /** Returns false if the command failed, which is reported; files and verdict stay. */
    private boolean notifies(Database database, RunResult result) {
        if (onChange == null || !result.isNew() || result.previous() == null) {
            return true;
        }
        try {
            changes(database, result.snapshot().id(), result.previous().id())
                    .map(new ChangeCommand(onChange, environment().folder())::run)
                    .map(output -> Failures.visible(output.strip()))
                    .filter(output -> !output.isEmpty())
                    .ifPresent(err()::println);
            return true;
        } catch (RollcallException e) {
            err().println(Failures.line(e.error()));
            return false;
        }
    }

    /** Changes of systems or of the verdict since the baseline; empty if there are none. */
    private static Optional<String> changes(Database database, long snapshotId, long baselineId) {
        return ReportQueries.atOneMoment(database.dsl(), queries -> {
            SnapshotDiff diff = queries.changes()
                    .diff(
                            queries.snapshots().find(baselineId).orElseThrow(),
                            queries.snapshots().find(snapshotId).orElseThrow(),
                            Integer.MAX_VALUE);
            boolean isSame = diff.changes().total() == 0
                    && diff.rollbacks().total() == 0
                    && diff.baseline().gate() == diff.snapshot().gate();
            return isSame ? Optional.<String>empty() : Optional.of(DiffFormat.json(diff));
        });
    }
}
