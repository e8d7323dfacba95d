// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share: where results and messages go, and the world around the process. */
abstract class BaseCommand implements Callable<Integer> {

    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    BaseCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public final Integer call() {
        return execute().code();
    }

    abstract ExitCode execute();

    Environment environment() {
        return environment;
    }

    /** Results: what a pipe reads. */
    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Messages: what a person reads. */
    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
