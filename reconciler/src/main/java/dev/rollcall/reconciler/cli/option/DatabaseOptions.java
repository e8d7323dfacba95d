// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.connection.DatabaseSettings;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The database of a command: a server's, or the embedded one if no address is given. */
public final class DatabaseOptions {

    /** The database of an embedded server. */
    public static final String EMBEDDED_NAME = "rollcall";

    /** The default data folder. */
    static final String HOME = ".rollcall";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec mixee;

    @Option(
            names = "--db-url",
            paramLabel = "URL",
            description =
                    "The database, such as postgresql://rollcall@db.example.org/fleet. A JDBC URL works too (default: an embedded PostgreSQL).")
    private @Nullable String url;

    @Option(
            names = "--db-user",
            paramLabel = "USER",
            description = "The user to connect as (default: the one in the URL).")
    private @Nullable String user;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = HOME,
            description = "The data folder of the embedded PostgreSQL (default: ${DEFAULT-VALUE}).")
    private Path home = Path.of(HOME);

    @Mixin
    private final EmbeddedOptions embedded = new EmbeddedOptions();

    @Option(
            names = "--wait-lock",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = DurationConverter.class,
            description =
                    "How long to wait while another rollcall uses the database, such as 20m (default: ${DEFAULT-VALUE}, which exits at once with code 12).")
    private Duration waitLock = Duration.ZERO;

    /** Whether no database is configured, so the embedded one in its default place is used. */
    public boolean areDefault() {
        return url == null && home.equals(Path.of(HOME));
    }

    /** Opens the database and checks its schemas; an embedded one is migrated if necessary. */
    public OpenDatabase open(Environment environment) {
        OpenDatabase opened = connect(environment);
        try {
            if (opened.isEmbedded()) {
                opened.migrations().migrateUnlessCurrent();
            } else {
                opened.migrations().requireCurrent();
            }
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Opens the database without checking its schemas. */
    public OpenDatabase connect(Environment environment) {
        if (url == null) {
            return OpenDatabase.embedded(embedded.start(home, environment, waitLock), EMBEDDED_NAME);
        }
        refusePasswordOnCommandLine(url);
        return OpenDatabase.of(Database.open(DatabaseSettings.of(
                url, user, environment.variable("ROLLCALL_DB_PASSWORD").orElse(null))));
    }

    /** The data folder of an embedded server. */
    public Path home(Environment environment) {
        return environment.folder().resolve(home);
    }

    /** How long to wait for another run to end. */
    public Duration waitLock() {
        return waitLock;
    }

    /** Every user of the machine can read the process list. */
    private void refusePasswordOnCommandLine(String url) {
        boolean isOnCommandLine = mixee.commandLine().getParseResult().originalArgs().stream()
                .anyMatch(argument -> argument.contains(url));
        OptionSpec option = mixee.findOption("--db-url");
        if (isOnCommandLine && DatabaseSettings.of(url, null, null).password() != null) {
            throw new RollcallException(
                    ErrorName.PASSWORD_ON_COMMAND_LINE,
                    option.longestName()
                            + " has a password, which any user can see in the process list. Use ROLLCALL_DB_PASSWORD or .pgpass.");
        }
    }
}
