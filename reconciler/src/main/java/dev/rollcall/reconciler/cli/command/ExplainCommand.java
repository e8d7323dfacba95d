// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.AsOfOption;
import dev.rollcall.reconciler.cli.option.AssessmentOptions;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.cli.option.StaleAfterOption;
import dev.rollcall.reconciler.doctor.Thresholds;
import dev.rollcall.reconciler.explain.Explainer;
import dev.rollcall.reconciler.explain.Explanation;
import dev.rollcall.reconciler.explain.ExplanationJson;
import dev.rollcall.reconciler.explain.ExplanationText;
import dev.rollcall.report.query.ReportQueries;
import java.time.Instant;
import org.jooq.DSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall explain}: explains the status of a system. */
@Command(
        name = "explain",
        description = {
            "Explains the status of one system.",
            "Shows the facts, the rule that decided, and why earlier rules did not apply."
        })
final class ExplainCommand extends BaseCommand {

    enum Format {
        TEXT,
        JSON
    }

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Mixin
    private final AsOfOption asOfOption = new AsOfOption();

    @Mixin
    private final AssessmentOptions assessment = new AssessmentOptions();

    @Mixin
    private final StaleAfterOption staleness = new StaleAfterOption();

    @Parameters(paramLabel = "HOST", description = "The system's registered name.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String hostname;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Text for people, or JSON (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    ExplainCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        Instant asOf = asOfOption.asOf(environment());
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            Explanation explanation = ReportQueries.atOneMoment(
                    opened.database().dsl(),
                    queries -> explainer(queries.dsl(), asOf).explain(hostname));
            if (format == Format.JSON) {
                out().print(ExplanationJson.of(explanation));
            } else {
                ExplanationText.write(out(), explanation);
            }
        }
        return ExitCode.OK;
    }

    private Explainer explainer(DSLContext dsl, Instant asOf) {
        return new Explainer(
                dsl,
                asOf,
                assessment.matching(),
                assessment.silentAfter(),
                new Thresholds(staleness.staleAfter())
                        .findings(asOf, environment().clock().instant(), null, null));
    }
}
