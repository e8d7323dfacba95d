// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.schema.BuildProperties;
import dev.rollcall.schema.Program;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code rollcall}: without a command prints help and fails, because a script may have lost the command. */
@Command(
        name = "rollcall",
        description = "Which NixOS machines run what git says, and what changed since last night?",
        versionProvider = RollcallCommand.Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        abbreviateSynopsis = true,
        parameterListHeading = "%nArguments:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:failure; see the message",
            "2:invalid command line or configuration",
            "10:the gate failed",
            "11:the gate can't decide: the inventory is stale or incomplete",
            "12:another run holds the lock",
            "130:Ctrl-C ended it",
            "143:SIGTERM ended it"
        },
        footerHeading = "%nConfiguration:%n",
        footer = {
            "The value of an option comes from the command line, else from the environment (such as ROLLCALL_DB_URL for --db-url), else from a properties file (--config FILE or rollcall.properties, such as db-url = URL). The password comes from ROLLCALL_DB_PASSWORD or .pgpass."
        })
final class RollcallCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "A properties file with defaults for options (default: rollcall.properties, if it exists).")
    void setConfig(@SuppressWarnings("unused") String file) {
        // read by ConfiguredDefaults, before any option has a value
    }

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print progress details to stderr.")
    void setVerbose(boolean verbose) {
        if (verbose) {
            Logging.verbose();
        }
    }

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Print the stack trace of an error.")
    private boolean stacktrace;

    boolean wantsStacktrace() {
        return stacktrace;
    }

    @Override
    public Integer call() {
        CommandLine commandLine = spec.commandLine();
        commandLine.getErr().println(new NamedError(ErrorName.MISSING_ARGUMENT, "Missing command"));
        commandLine.usage(commandLine.getErr());
        return ExitCode.USAGE.code();
    }

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
