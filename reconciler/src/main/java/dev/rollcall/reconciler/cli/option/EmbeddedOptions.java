// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.schema.embedded.EmbeddedDatabase;
import dev.rollcall.schema.embedded.MachinePrograms;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The PostgreSQL programs of the embedded database. */
public final class EmbeddedOptions {

    @Option(
            names = "--postgres-bin",
            paramLabel = "DIR",
            description =
                    "The folder with the PostgreSQL programs (initdb, pg_ctl, postgres) that run the embedded database (default: the bundled programs, or those on the PATH if the bundled ones can't run).")
    private @Nullable Path postgresBin;

    /** Starts it on a data folder. */
    public EmbeddedDatabase start(Path home, Environment environment, Duration patience) {
        Path named = postgresBin == null ? null : environment.folder().resolve(postgresBin);
        return EmbeddedDatabase.start(
                environment.folder().resolve(home),
                patience,
                new MachinePrograms(named, environment.variable("PATH").orElse(null)));
    }
}
