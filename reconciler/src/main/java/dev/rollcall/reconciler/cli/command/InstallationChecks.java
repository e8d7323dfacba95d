// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.doctor.Check;
import dev.rollcall.reconciler.doctor.DatabaseChecks;
import dev.rollcall.reconciler.doctor.LastNight;
import dev.rollcall.reconciler.doctor.MachineChecks;
import dev.rollcall.reconciler.job.RecentRuns;
import dev.rollcall.report.ArchiveOwner;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.Program;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Checks whether the next night has what it needs. */
final class InstallationChecks {

    private final Environment environment;
    private final List<Check> checks = new ArrayList<>();
    private @Nullable NightPlan plan;

    /**
     * Starts with the checks that need no database.
     *
     * @param night returns the night's command, or throws its error for invalid options
     */
    InstallationChecks(Environment environment, Supplier<RunCommand> night) {
        this.environment = environment;
        checks.add(new Check(
                "versions",
                Check.Result.OK,
                "rollcall " + Program.current() + " on Java "
                        + Runtime.version().feature(),
                null));
        checks.add(MachineChecks.timeZone(ZoneId.systemDefault()));
        try {
            plan = night.get().plan();
            checks.add(MachineChecks.archive(plan.archive()));
            checks.add(MachineChecks.disk(plan.archive()));
            if (plan.drops() != null) {
                checks.add(MachineChecks.drops(plan.drops(), environment.clock().instant()));
            }
        } catch (RuntimeException e) {
            checks.add(Check.problem(
                    "options",
                    "the run would not start: " + FailureText.of(e),
                    "'rollcall config run' shows where each value comes from."));
        }
    }

    /** What the night will do; empty if its options are invalid. */
    Optional<NightPlan> plan() {
        return Optional.ofNullable(plan);
    }

    List<Check> all() {
        return checks;
    }

    boolean isAnyProblem() {
        return checks.stream().anyMatch(check -> check.result() == Check.Result.PROBLEM);
    }

    /** Adds the checks of an open database. */
    void look(OpenDatabase opened, @Nullable Path home) {
        DSLContext dsl = opened.database().dsl();
        Instant now = environment.clock().instant();
        DatabaseChecks database = new DatabaseChecks(dsl);
        checks.add(database.connection(
                opened.isEmbedded()
                        ? "embedded in " + home
                        : opened.database().settings().display()));
        if (home != null) {
            checks.add(MachineChecks.disk(home));
        }
        checks.add(database.rights(plan != null && plan.drops() != null));
        checks.add(database.statistics(opened.sourceSchema()));
        checks.add(database.clock(now));
        LastNight last = new LastNight(dsl);
        checks.add(last.freshness(now, LastNight.EXPECTED_WITHIN));
        if (plan != null) {
            checks.add(next(dsl, plan, new RecentRuns(dsl).nightsToFinish()));
        }
    }

    private static Check next(DSLContext dsl, NightPlan plan, List<String> unfinished) {
        try {
            ArchiveOwner.require(dsl, plan.archive());
        } catch (RollcallException e) {
            return Check.problem("next night", FailureText.of(e), null);
        }
        List<String> steps = new ArrayList<>();
        if (!unfinished.isEmpty()) {
            steps.add("finishes the interrupted run as of " + String.join(", ", unfinished));
        }
        if (plan.drops() != null) {
            steps.add("imports " + plan.drops());
        }
        steps.add("assesses");
        if (plan.rules() > 0) {
            steps.add("checks " + Words.count(plan.rules(), "rule", "rules"));
        }
        steps.add("writes " + plan.archive());
        return new Check("next night", Check.Result.OK, String.join(", ", steps), null);
    }
}
