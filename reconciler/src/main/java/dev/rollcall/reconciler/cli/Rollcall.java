// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;

/** The program: takes a command line, writes results to one writer and messages to another, and gives an exit code. */
public final class Rollcall {

    private static final int HELP_WIDTH = 100;

    private final Environment environment;

    public Rollcall(Environment environment) {
        this.environment = environment;
    }

    public int run(PrintWriter out, PrintWriter err, String... args) {
        Logging.quiet();
        try {
            return commandLine(args).setOut(out).setErr(err).execute(args);
        } catch (UsageException e) {
            err.println("error: " + Failures.visible(e.getMessage()));
            return ExitCode.USAGE.code();
        } finally {
            out.flush();
            err.flush();
        }
    }

    CommandLine commandLine(String... args) {
        Failures failures = new Failures();
        CommandLine commandLine = new CommandLine(new RollcallCommand())
                .addSubcommand(new RunCommand(environment))
                .addSubcommand(new CommandLine(new ImportCommand(environment))
                        .addSubcommand(new ImportGitCommand(environment)))
                .addSubcommand(new StatusCommand(environment))
                .addSubcommand(new ExplainCommand(environment))
                .addSubcommand(new DoctorCommand(environment))
                .addSubcommand(new CommandLine(new AliasCommand())
                        .addSubcommand(new AliasAddCommand(environment))
                        .addSubcommand(new AliasRemoveCommand(environment))
                        .addSubcommand(new AliasListCommand(environment)))
                .addSubcommand(new HistoryCommand(environment))
                .addSubcommand(new DiffCommand(environment))
                .addSubcommand(new ReportCommand(environment))
                .addSubcommand(new GateCommand(environment))
                .addSubcommand(new BackfillCommand(environment))
                .addSubcommand(new PruneCommand(environment))
                .addSubcommand(new MigrateCommand(environment))
                .addSubcommand(new DemoCommand(environment));
        return commandLine
                // @FILE would let a hostname that a script passes on name a file
                .setExpandAtFiles(false)
                .registerConverter(Path.class, new PathConverter())
                .setDefaultValueProvider(ConfiguredDefaults.of(environment, commandLine, args))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setUsageHelpLongOptionsMaxWidth(36)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }
}
