// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.FormatOption;
import dev.rollcall.reconciler.cli.option.LookedAtSnapshot;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.report.closure.PackageHolders;
import dev.rollcall.report.closure.PackageHolders.Holder;
import dev.rollcall.report.format.closure.PackagesFormat;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.domain.VersionOrder;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.ResemblingNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall packages}: who runs a package, and in which version. */
@Command(
        name = "packages",
        description = {
            "Lists the systems that run a package, those with the oldest version first.",
            "Uses the closures imported from closures.jsonl. Versions are ordered as Nix orders them. For scripts: rollcall packages openssl --below 3.0.14 --format csv"
        })
final class PackagesCommand extends BaseCommand {

    private static final Comparator<Holder> OLDEST_FIRST = Comparator.<Holder, String>comparing(
                    holder -> holder.versions().get(0), VersionOrder.OLDEST_FIRST)
            .thenComparing(holder -> holder.system().hostname());

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final LookedAtSnapshot snapshot = new LookedAtSnapshot();

    @Parameters(paramLabel = "NAME", description = "The package, such as openssl.")
    private String name = "";

    @Option(names = "--below", paramLabel = "VERSION", description = "Only versions older than this one.")
    private @Nullable String below;

    @Mixin
    private final FormatOption output = new FormatOption();

    PackagesCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            out().print(text(ReportQueries.atOneMoment(opened.database().dsl(), this::holders)));
        }
        return ExitCode.OK;
    }

    private PackageHolders holders(ReportQueries queries) {
        SnapshotSummary looked = snapshot.resolve(queries);
        Map<Integer, List<String>> versions = queries.packages().versionsIn(name);
        if (versions.isEmpty()) {
            throw unknown(queries);
        }
        List<Holder> holders = new ArrayList<>();
        int[] systems = {0, 0};
        queries.systems().forEachWithPackages(looked.id(), (system, set) -> {
            if (system.storePath() == null || !snapshot.filter().test(system)) {
                return;
            }
            systems[0]++;
            systems[1] += set == null ? 1 : 0;
            List<String> held = versions.getOrDefault(set == null ? -1 : set, List.of()).stream()
                    .filter(version -> below == null || VersionOrder.OLDEST_FIRST.compare(version, below) < 0)
                    .sorted(VersionOrder.OLDEST_FIRST.thenComparing(Comparator.naturalOrder()))
                    .toList();
            if (!held.isEmpty()) {
                holders.add(new Holder(system, held));
            }
        });
        holders.sort(OLDEST_FIRST);
        return new PackageHolders(looked, name, below, holders, systems[0], systems[1]);
    }

    /** An answer that is empty because of a typing mistake would look like good news. */
    private RollcallException unknown(ReportQueries queries) {
        return queries.packages().areCollected()
                ? new RollcallException(
                        ErrorName.UNKNOWN_PACKAGE,
                        "No closure holds a package '" + name + "'."
                                + ResemblingNames.question(
                                        name, queries.packages().names()))
                : new RollcallException(
                        ErrorName.NO_CLOSURES, "No closures have been imported. Import closures.jsonl first.");
    }

    private String text(PackageHolders found) {
        return switch (output.format()) {
            case TABLE -> PackagesFormat.table(found, environment().tableWidth());
            case JSON -> PackagesFormat.json(found);
            case CSV -> PackagesFormat.csv(found);
        };
    }
}
