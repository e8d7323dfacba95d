// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.reconciler.alias.AliasException;
import dev.rollcall.reconciler.gate.PolicyException;
import dev.rollcall.reconciler.inventory.ImportException;
import dev.rollcall.reconciler.job.RunException;
import dev.rollcall.reconciler.job.RunLockedException;
import dev.rollcall.reconciler.registration.RegistrationException;
import dev.rollcall.report.ReportException;
import dev.rollcall.schema.DatabaseFailure;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.HomeInUseException;
import dev.rollcall.schema.SchemaException;
import dev.rollcall.schema.text.Words;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into a sentence and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    /** These say all that a person needs; anything else is a defect of ours. */
    private static final List<Class<? extends RuntimeException>> EXPECTED = List.of(
            SchemaException.class,
            RunException.class,
            ImportException.class,
            AliasException.class,
            RegistrationException.class,
            PolicyException.class,
            ReportException.class);

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine commandLine = e.getCommandLine();
        PrintWriter err = commandLine.getErr();
        Optional<String> unknown = UnknownOption.sentence(e);
        err.println("error: " + visible(unknown.orElseGet(e::getMessage)));
        if (unknown.isEmpty()) {
            UnmatchedArgumentException.printSuggestions(e, err);
        }
        err.println("Try '" + commandLine.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.code();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parseResult) {
        PrintWriter err = commandLine.getErr();
        boolean isExpected = EXPECTED.stream().anyMatch(type -> type.isInstance(e)) || e instanceof UsageException;
        if (isExpected) {
            err.println("error: " + visible(e.getMessage()));
        } else {
            err.println("error: "
                    + DatabaseFailure.sentence(e)
                            .map(Words::visible)
                            .orElseGet(() -> "unexpected " + e.getClass().getSimpleName() + ": "
                                    + Words.visible(FailureText.of(e))
                                    + " (run again with --stacktrace and report it)"));
        }
        if (RollcallCommand.of(commandLine).wantsStacktrace()) {
            e.printStackTrace(err);
        }
        return exitCode(e).code();
    }

    private static ExitCode exitCode(Exception e) {
        if (e instanceof RunLockedException || e instanceof HomeInUseException) {
            return ExitCode.LOCKED;
        }
        return e instanceof UsageException || e instanceof PolicyException ? ExitCode.USAGE : ExitCode.ERROR;
    }

    /** Messages quote what was given, which may hold what moves the cursor. */
    static String visible(@Nullable String message) {
        return String.valueOf(message).lines().map(Words::visible).collect(Collectors.joining("\n"));
    }
}
