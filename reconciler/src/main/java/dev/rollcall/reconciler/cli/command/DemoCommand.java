// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.EmbeddedOptions;
import dev.rollcall.reconciler.cli.option.InstantConverter;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.cli.text.Progress;
import dev.rollcall.reconciler.cli.text.SnapshotText;
import dev.rollcall.reconciler.demo.Demo;
import dev.rollcall.reconciler.demo.DemoOptions;
import dev.rollcall.reconciler.job.RunResult;
import dev.rollcall.report.query.FleetQueries.Limits;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.embedded.EmbeddedDatabase;
import dev.rollcall.schema.text.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollcall demo}: shows Rollcall with a generated fleet. */
@Command(
        name = "demo",
        description = {
            "Generates a fleet and runs the nightly job for each of its nights.",
            "Uses the embedded PostgreSQL. The same seed gives the same report. Everything stays in one folder; your own inventory is not touched."
        })
final class DemoCommand extends BaseCommand {

    /** Set by bin/rollcall: how it was called. */
    private static final String NAME = "rollcall.name";

    private static final int MIN_SYSTEMS = 10;
    private static final int MAX_SYSTEMS = 100_000;
    private static final int MAX_NIGHTS = 3650;

    @Option(
            names = "--systems",
            paramLabel = "N",
            defaultValue = "" + DemoOptions.DEFAULT_SYSTEMS,
            description = "The number of machines, 10 or more (default: ${DEFAULT-VALUE}).")
    private int systems = DemoOptions.DEFAULT_SYSTEMS;

    @Option(
            names = "--nights",
            paramLabel = "N",
            defaultValue = "" + DemoOptions.DEFAULT_NIGHTS,
            description = "The number of nights (default: ${DEFAULT-VALUE}).")
    private int nights = DemoOptions.DEFAULT_NIGHTS;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The random seed (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--last-night",
            paramLabel = "TIME",
            defaultValue = "2026-06-30T02:00:00Z",
            converter = InstantConverter.class,
            description = "The time of the last night (default: ${DEFAULT-VALUE}).")
    private Instant lastNight = DemoOptions.DEFAULT_LAST_NIGHT;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "rollcall-demo",
            description =
                    "The folder for the reports and the database. An earlier demo in it is replaced (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("rollcall-demo");

    @Mixin
    private final EmbeddedOptions embedded = new EmbeddedOptions();

    DemoCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        requireBetween("--systems", systems, MIN_SYSTEMS, MAX_SYSTEMS);
        requireBetween("--nights", nights, 1, MAX_NIGHTS);
        DemoOptions options = new DemoOptions(systems, nights, seed, lastNight);
        Path folder = environment().folder().resolve(out);
        DemoArchive archive = DemoArchive.claim(folder);
        Progress progress = new Progress(environment(), err());
        progress.say("Starting an embedded PostgreSQL in " + DemoArchive.homeIn(out) + " ...");
        EmbeddedDatabase server = embedded.start(DemoArchive.homeIn(out), environment(), Duration.ZERO);
        try (OpenDatabase opened = empty(server)) {
            archive.clear();
            progress.say("Creating the schemas ...");
            opened.migrations().migrate();
            out().println("A generated fleet of " + Words.systems(systems) + ", "
                    + Words.count(nights, "night", "nights") + " up to " + lastNight + ", seed " + seed
                    + ". Each night imports a day's facts and runs the nightly job.");
            out().flush();
            Demo demo = new Demo(opened.database(), environment().clock(), folder);
            RunResult last = progress.until(() -> demo.run(
                    options,
                    DemoArchive.policyIn(folder),
                    night -> progress.showOneOf(
                            nights, "nights, " + night.snapshot().asOf())));
            SnapshotText.lines(last).forEach(out()::println);
            out().println("All nights: " + folder.resolve("index.html").toUri());
            suggest(worst(opened.database(), last));
        }
        return ExitCode.OK;
    }

    private static OpenDatabase empty(EmbeddedDatabase server) {
        try {
            server.drop(DatabaseOptions.EMBEDDED_NAME);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return OpenDatabase.embedded(server, DatabaseOptions.EMBEDDED_NAME);
    }

    private static String worst(Database database, RunResult last) {
        ReportQueries queries = ReportQueries.of(database.dsl());
        return queries.fleets()
                .read(last.snapshot(), null, new Limits(1, 1, 1, 0))
                .mostUrgent()
                .get(0)
                .hostname();
    }

    /** Suggests commands to try on the demo. */
    private void suggest(String host) {
        String rollcall = "  " + quoted(System.getProperty(NAME, "rollcall"));
        String where = " --home " + quoted(DemoArchive.homeIn(out).toString());
        out().println();
        out().println("Try next:");
        out().println(rollcall + " status --sort worst --as-of " + lastNight + where);
        out().println(rollcall + " explain " + host + " --as-of " + lastNight + where);
        out().println(rollcall + " history " + host + where);
        out().println(rollcall + " diff" + where);
        out().println(rollcall + " packages openssl" + where);
        out().println(rollcall + " advisories" + where);
        out().println(rollcall + " gate --policy "
                + quoted(DemoArchive.policyIn(out).toString()) + where);
    }

    private static String quoted(String word) {
        return word.matches("[\\w./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
