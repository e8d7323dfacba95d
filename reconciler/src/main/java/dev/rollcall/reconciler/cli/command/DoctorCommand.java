// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.config.ConfiguredDefaults;
import dev.rollcall.reconciler.cli.option.AsOfOption;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.cli.option.StaleAfterOption;
import dev.rollcall.reconciler.doctor.Check;
import dev.rollcall.reconciler.doctor.Examination;
import dev.rollcall.reconciler.doctor.FindingGroup;
import dev.rollcall.reconciler.doctor.IndexAdvice;
import dev.rollcall.reconciler.doctor.RecommendedIndex;
import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.migration.InventoryKind;
import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall doctor}: checks the installation and the inventory. */
@Command(
        name = "doctor",
        description = {
            "Checks the installation and the next nightly run, and lists problems in the inventory.",
            "Explains how to fix each problem. Read-only. Exit code 1 if the next run would fail or be incomplete."
        })
final class DoctorCommand extends BaseCommand {

    private static final int MAX_SUBJECTS = 25;
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_DETAIL_LENGTH = 500;

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final AsOfOption asOfOption = new AsOfOption();

    @Mixin
    private final StaleAfterOption staleness = new StaleAfterOption();

    @Option(names = "--all", description = "List every system of a finding, not only the first " + MAX_SUBJECTS + ".")
    private boolean all;

    @Parameters(
            arity = "0..*",
            paramLabel = "run OPTION...",
            description =
                    "The nightly command with its options, to check that it would work (default: 'run' with the configured options).")
    private List<String> run = List.of();

    private final Function<String[], RunCommand> night;

    DoctorCommand(Environment environment, Function<String[], RunCommand> night) {
        super(environment);
        this.night = night;
    }

    @Override
    ExitCode execute() {
        Instant asOf = asOfOption.asOf(environment());
        InstallationChecks installation = new InstallationChecks(environment(), () -> night.apply(runOptions()));
        // without 'run' both use the configuration, and doctor its own options too
        DatabaseOptions ofNight = installation
                .plan()
                .map(NightPlan::database)
                .filter(options -> !run.isEmpty() && !options.areDefault())
                .orElse(databaseOptions);
        try (OpenDatabase opened = open(ofNight, installation)) {
            installation.look(opened, opened.isEmbedded() ? ofNight.home(environment()) : null);
            print(installation);
            DSLContext dsl = opened.database().dsl();
            Examination examination = new Examination(dsl, asOf);
            inventory(opened, examination, asOf);
            List<FindingGroup> groups = examination.findings(
                    staleness.staleAfter(), environment().clock().instant());
            groups.forEach(this::print);
            out().println();
            out().println(
                            groups.isEmpty()
                                    ? "No problems found."
                                    : Words.count(
                                                    groups.stream()
                                                            .mapToInt(group -> group.findings()
                                                                    .size())
                                                            .sum(),
                                                    "finding",
                                                    "findings")
                                            + " of " + Words.count(groups.size(), "kind", "kinds") + ".");
        }
        return installation.isAnyProblem() ? ExitCode.ERROR : ExitCode.OK;
    }

    /** Prints the checks that need no database even if it can't be opened. */
    private OpenDatabase open(DatabaseOptions options, InstallationChecks installation) {
        try {
            return options.open(environment());
        } catch (RuntimeException e) {
            print(installation);
            throw e;
        }
    }

    private String[] runOptions() {
        if (!run.isEmpty() && !run.get(0).equals("run")) {
            throw new RollcallException(
                    ErrorName.INVALID_VALUE,
                    "'" + run.get(0) + "' is not the nightly command, expected 'run' and its options.");
        }
        String[] options = run.stream().skip(1).toArray(String[]::new);
        return ConfiguredDefaults.named(options).isPresent()
                ? options
                : Stream.concat(
                                ConfiguredDefaults.named(typed()).stream().map(file -> "--config=" + file),
                                Stream.of(options))
                        .toArray(String[]::new);
    }

    private void print(InstallationChecks installation) {
        out().println("Installation:");
        for (Check check : installation.all()) {
            out().printf(
                            "  %-8s %s: %s%n",
                            check.result().name().toLowerCase(Locale.ROOT),
                            check.subject(),
                            shown(check.seen(), MAX_DETAIL_LENGTH));
            if (check.remedy() != null) {
                out().println("           Fix: " + check.remedy());
            }
        }
    }

    private void inventory(OpenDatabase opened, Examination examination, Instant asOf) {
        InventoryKind kind = opened.inventoryKind();
        out().println();
        out().println("Inventory: "
                + (kind == InventoryKind.OWN ? "Rollcall's own tables" : "the tables of Crystal Forge")
                + "; "
                + examination
                        .newestFact()
                        .map(newest -> "newest record from " + Words.minute(newest) + " UTC, " + Words.age(newest, asOf)
                                + " earlier")
                        .orElse("it is empty"));
        if (kind == InventoryKind.CRYSTAL_FORGE) {
            indexes(IndexAdvice.missing(opened.database().dsl(), opened.sourceSchema()));
        }
    }

    private void indexes(List<RecommendedIndex> missing) {
        if (missing.isEmpty()) {
            return;
        }
        out().println();
        out().println("These indexes would speed up the assessment. Rollcall does not create them. Test them with the"
                + " other queries of that database first, because they can change query plans:");
        for (RecommendedIndex index : missing) {
            out().println("  create index concurrently on " + index.table() + " (" + index.columns() + ");  -- "
                    + index.why());
        }
    }

    private void print(FindingGroup group) {
        int shown = all
                ? group.findings().size()
                : Math.min(MAX_SUBJECTS, group.findings().size());
        out().println();
        out().println(group.kind().code() + " (" + group.findings().size() + ")");
        out().println("  " + group.meaning());
        out().println("  Fix: " + group.remedy().replace("`", "'"));
        for (Finding finding : group.findings().subList(0, shown)) {
            out().println("  - " + shown(finding.subject(), MAX_NAME_LENGTH)
                    + (finding.detail() == null ? "" : ": " + shown(finding.detail(), MAX_DETAIL_LENGTH))
                    + (finding.resembles() == null
                            ? ""
                            : "; resembles " + shown(finding.resembles(), MAX_NAME_LENGTH)));
        }
        if (shown < group.findings().size()) {
            out().println("  and " + (group.findings().size() - shown) + " more (--all lists them)");
        }
    }

    /** The beginning of a long name or text. */
    private static String shown(String text, int longest) {
        return Words.shortened(Words.visible(text), longest);
    }
}
