// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.report.format.syntax.TerminalWriter;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The common base of commands: output streams and the environment. */
abstract class BaseCommand implements Callable<Integer> {

    private final Environment environment;

    private @Nullable PrintWriter out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    BaseCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public final Integer call() {
        try {
            return execute().code();
        } catch (Error e) {
            // picocli reports only exceptions
            throw new IllegalStateException(e);
        } finally {
            out().flush();
        }
    }

    abstract ExitCode execute();

    Environment environment() {
        return environment;
    }

    /** For results: unchanged in a pipe, without control characters on a terminal. */
    PrintWriter out() {
        if (out == null) {
            PrintWriter stdout = spec.commandLine().getOut();
            out = environment.out().isThere() ? new PrintWriter(new TerminalWriter(stdout), true) : stdout;
        }
        return out;
    }

    /** For messages to people. */
    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Whether the option is on the command line, not only in the configuration. */
    boolean isTyped(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** The whole command line. */
    String[] typed() {
        return spec.commandLine().getParseResult().originalArgs().toArray(String[]::new);
    }

    /** An option that changes nothing was meant for something else, unless a configuration sets it for all. */
    void requireEffect(String option, String what, boolean hasEffect) {
        if (!hasEffect && isTyped(option)) {
            throw new RollcallException(ErrorName.CONFLICTING_OPTIONS, option + " has no effect on " + what + ".");
        }
    }

    static void requireBetween(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new RollcallException(
                    ErrorName.INVALID_VALUE,
                    option + " " + value + " is out of range, expected " + least + " to " + most + ".");
        }
    }

    /** Prints errors that do not stop the command; returns whether there were none. */
    boolean areNone(List<NamedError> errors) {
        errors.forEach(error -> err().println(Failures.line(error)));
        return errors.isEmpty();
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    ParameterException missing(String message) {
        return new MissingParameterException(spec.commandLine(), List.of(), message);
    }
}
