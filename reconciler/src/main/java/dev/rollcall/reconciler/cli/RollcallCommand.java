// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.schema.BuildProperties;
import dev.rollcall.schema.Program;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code rollcall}: without a command it prints its help and fails, because a script may have lost the command. */
@Command(
        name = "rollcall",
        description = "Which NixOS machines run what git says, and what changed since last night?",
        versionProvider = RollcallCommand.Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all well",
            "1:something failed; a message says what",
            "2:the command line is wrong",
            "10:the gate failed",
            "11:the gate can't decide: the inventory is stale or misses something",
            "12:another run holds the lock"
        },
        footerHeading = "%nOptions come from, first to last: the command line, the environment (--db-url is%n"
                + "ROLLCALL_DB_URL), a properties file (--config, else rollcall.properties; key db-url).%n"
                + "The password comes from ROLLCALL_DB_PASSWORD or .pgpass.%n")
final class RollcallCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "A properties file with defaults for options.")
    void setConfig(@SuppressWarnings("unused") String file) {
        // read by ConfiguredDefaults, before any option has a value
    }

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Tell on stderr what is done.")
    void setVerbose(boolean verbose) {
        if (verbose) {
            Logging.verbose();
        }
    }

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Show where an error comes from.")
    private boolean stacktrace;

    boolean wantsStacktrace() {
        return stacktrace;
    }

    @Override
    public Integer call() {
        CommandLine commandLine = spec.commandLine();
        commandLine.getErr().println("error: Missing command");
        commandLine.usage(commandLine.getErr());
        return ExitCode.USAGE.code();
    }

    /** The version of the build. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {
                "rollcall " + Program.current(),
                "Java " + Runtime.version() + ", embedded PostgreSQL "
                        + BuildProperties.current().embeddedPostgres()
            };
        }
    }

    static RollcallCommand of(CommandLine commandLine) {
        CommandLine root = commandLine;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return root.getCommand();
    }
}
