// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.AsOfOption;
import dev.rollcall.reconciler.cli.option.AssessmentOptions;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.DurationConverter;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.cli.option.StaleAfterOption;
import dev.rollcall.reconciler.cli.option.SystemFilter;
import dev.rollcall.reconciler.cli.text.Warnings;
import dev.rollcall.reconciler.doctor.Check;
import dev.rollcall.reconciler.doctor.Examination;
import dev.rollcall.reconciler.doctor.LastNight;
import dev.rollcall.reconciler.registration.KnownNames;
import dev.rollcall.report.format.system.StatusCsv;
import dev.rollcall.report.format.system.StatusJson;
import dev.rollcall.report.format.system.StatusJsonLines;
import dev.rollcall.report.format.system.StatusNames;
import dev.rollcall.report.format.system.StatusTable;
import dev.rollcall.report.format.system.StatusWriter;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.query.SystemQueries;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollcall status}: prints the current statuses without storing them. */
@Command(
        name = "status",
        description = {
            "Prints current statuses, optionally filtered, without saving a snapshot.",
            "For scripts: rollcall status --status outdated --format names | xargs -r -n 1 deploy"
        })
final class StatusCommand extends BaseCommand {

    enum Format {
        TABLE,
        CSV,
        JSON,
        JSONL,
        NAMES
    }

    enum Order {
        HOST,
        WORST
    }

    /** Without meaning for --freshness. */
    private static final List<String> OF_LIST = List.of(
            "--format",
            "--sort",
            "--status",
            "--reason",
            "--flake",
            "--environment",
            "--owner",
            "--hosts",
            "--reboot-needed");

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final AsOfOption asOfOption = new AsOfOption();

    @Mixin
    private final AssessmentOptions assessment = new AssessmentOptions();

    @Mixin
    private final SystemFilter filter = new SystemFilter();

    @Option(
            names = "--sort",
            paramLabel = "host|worst",
            defaultValue = "host",
            description = "Sort by hostname, or most urgent first, as in the report (default: ${DEFAULT-VALUE}).")
    private Order sort = Order.HOST;

    @Option(
            names = "--format",
            paramLabel = "table|csv|json|jsonl|names",
            defaultValue = "table",
            description =
                    "A table for people, the CSV of the report, JSON, JSON Lines, or one hostname per line (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Mixin
    private final StaleAfterOption staleness = new StaleAfterOption();

    @Option(
            names = "--freshness",
            arity = "0..1",
            fallbackValue = "36h",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "For monitoring: print only whether the last night is at most this old (${FALLBACK-VALUE} if no value is given) and the inventory is not stale. Exit code 11 if not.")
    private @Nullable Duration freshness;

    StatusCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        Instant asOf = asOfOption.asOf(environment());
        for (String option : OF_LIST) {
            requireEffect(option, "--freshness", freshness == null);
        }
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            if (freshness != null) {
                return freshness(opened.database().dsl(), asOf, freshness);
            }
            filter.requireKnown(KnownNames.ofInventory(opened.database().dsl()));
            StatusWriter writer = writer(asOf);
            int[] systems = {0};
            List<SystemRow> held = new ArrayList<>();
            Consumer<SystemRow> next = sort == Order.HOST ? writer : held::add;
            new SystemQueries(opened.database().dsl())
                    .forEachLive(asOf, assessment.matching(), assessment.silentAfter(), system -> {
                        systems[0]++;
                        if (filter.test(system)) {
                            next.accept(system);
                        }
                    });
            held.stream().sorted(Band.mostUrgentFirst(asOf)).forEach(writer);
            // not after a failure: incomplete output must not end normally
            writer.close();
            new Examination(opened.database().dsl(), asOf)
                    .staleness(staleness.staleAfter())
                    .ifPresent(stale -> Warnings.stale(err(), stale));
            Warnings.noSystems(err(), systems[0]);
            if (writer instanceof StatusNames names && names.leftOut() > 0) {
                err().println("skipped: " + Words.count(names.leftOut(), "name", "names")
                        + " with characters that other programs could misinterpret");
            }
        }
        return ExitCode.OK;
    }

    private ExitCode freshness(DSLContext dsl, Instant asOf, Duration expectedWithin) {
        Check night = new LastNight(dsl).freshness(asOf, expectedWithin);
        Optional<String> stale = new Examination(dsl, asOf).staleness(staleness.staleAfter());
        boolean isFresh = night.result() == Check.Result.OK && stale.isEmpty();
        out().println((isFresh ? "OK: " : "STALE: ") + night.subject() + ": " + night.seen() + "; the inventory is "
                + stale.map(how -> "stale (" + how + ")").orElse("fresh")
                + (isFresh ? "." : ". 'rollcall doctor' shows what to do."));
        return isFresh ? ExitCode.OK : ExitCode.GATE_UNDECIDABLE;
    }

    private StatusWriter writer(Instant asOf) {
        return switch (format) {
            case TABLE -> new StatusTable(out(), asOf, environment().tableWidth());
            case CSV -> new StatusCsv(out());
            case JSON -> new StatusJson(out());
            case JSONL -> new StatusJsonLines(out());
            case NAMES -> new StatusNames(out());
        };
    }
}
