// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.UnknownArgument;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.connection.DatabaseFailure;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into a named error and an exit code. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine commandLine = e.getCommandLine();
        PrintWriter err = commandLine.getErr();
        NamedError error =
                new NamedError(nameOf(e), UnknownArgument.sentence(e).orElseGet(() -> String.valueOf(e.getMessage())));
        err.println(line(error));
        err.println("Try '" + commandLine.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.of(error.name()).code();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parseResult) {
        PrintWriter err = commandLine.getErr();
        NamedError error = of(e);
        err.println(line(error));
        if (RollcallCommand.of(commandLine).wantsStacktrace()) {
            e.printStackTrace(err);
        }
        return ExitCode.of(error.name()).code();
    }

    private static NamedError of(Exception e) {
        return e instanceof RollcallException ours
                ? ours.error()
                : DatabaseFailure.of(e)
                        .orElseGet(() -> new NamedError(
                                ErrorName.UNEXPECTED,
                                e.getClass().getSimpleName() + ": " + FailureText.of(e)
                                        + " (run again with --stacktrace and report it)"));
    }

    private static ErrorName nameOf(ParameterException e) {
        if (e instanceof UnmatchedArgumentException) {
            return ErrorName.UNKNOWN_ARGUMENT;
        }
        if (e instanceof MissingParameterException) {
            return ErrorName.MISSING_ARGUMENT;
        }
        return e instanceof MutuallyExclusiveArgsException ? ErrorName.CONFLICTING_OPTIONS : ErrorName.INVALID_VALUE;
    }

    /** The line to print. */
    static String line(NamedError error) {
        return visible(error.toString());
    }

    /** Messages quote input, which may contain control characters. */
    static String visible(String message) {
        return message.lines().map(Words::visible).collect(Collectors.joining("\n"));
    }
}
