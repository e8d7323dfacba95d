// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.gate.Polling;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.schema.connection.DatabaseFailure;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long a run waits for the gate to pass. */
public final class WaitOptions {

    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "Check again until the rules hold, for at most this long, such as 20m. Then make one snapshot and one report.")
    private @Nullable Duration patience;

    @Option(
            names = "--poll",
            paramLabel = "DURATION",
            defaultValue = "15s",
            converter = DurationConverter.class,
            description = "The time between two checks (default: ${DEFAULT-VALUE}).")
    private Duration interval = Duration.ofSeconds(15);

    /** Why the last check failed; reported once, however often it is retried. */
    private @Nullable String trouble;

    /**
     * Whether to wait.
     *
     * @throws RollcallException if checks would follow each other without a pause
     */
    public boolean isAsked() {
        if (patience != null && interval.compareTo(MIN_INTERVAL) < 0) {
            throw new RollcallException(
                    ErrorName.INVALID_VALUE,
                    "--poll " + Words.duration(interval) + " is too short, expected 1s or more.");
        }
        return patience != null;
    }

    /**
     * Waits, using a new connection for each check, so that imports can use the embedded database in between and a
     * server may restart.
     *
     * @param check evaluates the policy
     */
    public void untilPassed(
            DatabaseOptions databaseOptions,
            Environment environment,
            PrintWriter err,
            Function<OpenDatabase, GateVerdict> check) {
        if (patience == null) {
            return;
        }
        try {
            new Polling(patience, interval)
                    .untilPassed(() -> look(databaseOptions, environment, err, check), verdict -> print(verdict, err));
        } catch (InterruptedException e) {
            // we were asked to end: evaluate what there is
            Thread.currentThread().interrupt();
        }
    }

    private Optional<GateVerdict> look(
            DatabaseOptions databaseOptions,
            Environment environment,
            PrintWriter err,
            Function<OpenDatabase, GateVerdict> check) {
        try (OpenDatabase opened = databaseOptions.open(environment)) {
            GateVerdict verdict = check.apply(opened);
            trouble = null;
            return Optional.of(verdict);
        } catch (RuntimeException e) {
            if (e instanceof RollcallException ours && ours.name() == ErrorName.HOME_IN_USE) {
                return Optional.empty();
            }
            // waiting does not grant a privilege
            String sentence = DatabaseFailure.sentence(e)
                    .filter(any -> !DatabaseFailure.lacksRight(e))
                    .orElseThrow(() -> e);
            if (!sentence.equals(trouble)) {
                err.println("waiting: " + Words.visible(sentence));
                err.flush();
            }
            trouble = sentence;
            return Optional.empty();
        }
    }

    private static void print(GateVerdict verdict, PrintWriter err) {
        String unmet = verdict.rules().stream()
                .filter(rule -> rule.outcome() != Outcome.PASSED)
                .map(WaitOptions::words)
                .collect(Collectors.joining("; "));
        err.println(
                verdict.outcome() == Outcome.PASSED
                        ? "waiting: all rules hold"
                        : "waiting: " + verdict.count(Outcome.PASSED) + " of "
                                + verdict.rules().size() + " rules hold"
                                + (unmet.isEmpty() ? "" : "; " + unmet)
                                + (verdict.reason() == null ? "" : ". " + Words.visible(verdict.reason())));
        err.flush();
    }

    private static String words(GateRule rule) {
        return Words.visible(
                rule.rule() + " (" + rule.scope() + "): " + rule.measured() + ", expected " + rule.threshold());
    }
}
