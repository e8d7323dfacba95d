// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.schema.EmbeddedDatabase;
import dev.rollcall.schema.MachinePrograms;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the embedded database keeps its data, and whose programs serve it. */
final class EmbeddedOptions {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = ".rollcall",
            description = "Where the embedded PostgreSQL keeps its data (default: ${DEFAULT-VALUE}).")
    private Path home = Path.of(".rollcall");

    @Option(
            names = "--postgres-bin",
            paramLabel = "DIR",
            description =
                    "The folder of the programs of a PostgreSQL (initdb, pg_ctl, postgres) to use for the embedded one (default: the bundled programs, or those on the PATH where the bundled ones can't run).")
    private @Nullable Path postgresBin;

    EmbeddedDatabase start(Environment environment, Duration patience) {
        Path named = postgresBin == null ? null : environment.folder().resolve(postgresBin);
        return EmbeddedDatabase.start(
                environment.folder().resolve(home),
                patience,
                new MachinePrograms(named, environment.variable("PATH").orElse(null)));
    }
}
