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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        if (e instanceof RollcallException ours) {
            return ours.error();
        }
        return outOfMemory(e).or(() -> DatabaseFailure.of(e)).orElseGet(() -> {
            Throwable reason = e.getCause() instanceof Error error ? error : e;
            return new NamedError(
                    ErrorName.UNEXPECTED,
                    reason.getClass().getSimpleName() + ": " + FailureText.of(reason)
                            + " (run again with --stacktrace and report it)");
        });
    }

    private static Optional<NamedError> outOfMemory(Exception e) {
        return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .filter(OutOfMemoryError.class::isInstance)
                .map(error -> new NamedError(
                        ErrorName.OUT_OF_MEMORY,
                        "Java has too little memory (" + FailureText.of(error)
                                + "). Give it more with ROLLCALL_JAVA_OPTS, such as"
                                + " '-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx2g'."))
                .findFirst();
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
