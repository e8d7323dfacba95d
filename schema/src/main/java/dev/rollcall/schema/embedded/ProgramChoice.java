// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import dev.rollcall.schema.BuildProperties;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.embedded.PostgresPrograms.Origin;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the programs of the embedded database: given ones, else the bundled ones, else those on the path. */
final class ProgramChoice {

    private static final Logger LOG = LoggerFactory.getLogger(ProgramChoice.class);

    private ProgramChoice() {}

    /**
     * The first that can run here.
     *
     * @throws RollcallException if none can
     */
    static PostgresPrograms of(EmbeddedHome home, MachinePrograms machine) throws IOException {
        return machine.named() == null ? unnamed(home, machine) : named(machine.named());
    }

    private static PostgresPrograms named(Path folder) {
        try {
            return PostgresPrograms.in(folder.toAbsolutePath().normalize(), Origin.NAMED);
        } catch (UnusableProgramsException e) {
            throw new RollcallException(
                    ErrorName.PROGRAMS_UNUSABLE,
                    "The PostgreSQL of --postgres-bin can't be used: " + e.reason()
                            + ". Choose the folder with the programs of PostgreSQL " + Database.OLDEST_SERVER_VERSION
                            + " or later.");
        }
    }

    private static PostgresPrograms unnamed(EmbeddedHome home, MachinePrograms machine) throws IOException {
        List<String> reasons = new ArrayList<>();
        BundledPrograms bundled = new BundledPrograms(home);
        try {
            return PostgresPrograms.in(bundled.unpack(), Origin.BUNDLED);
        } catch (UnusableProgramsException e) {
            reasons.add(e.reason());
        }
        for (Path folder : machine.onPath()) {
            try {
                PostgresPrograms found = PostgresPrograms.in(folder, Origin.ON_PATH);
                LOG.info("Using PostgreSQL {} in {}: {}", found.major(), folder, reasons.get(0));
                return found;
            } catch (UnusableProgramsException e) {
                reasons.add(e.reason());
            }
        }
        // they may be damaged
        bundled.discard();
        throw new RollcallException(
                ErrorName.PROGRAMS_UNUSABLE,
                "The bundled PostgreSQL "
                        + BuildProperties.current().embeddedPostgres() + " can't run here: " + reasons.get(0) + ". "
                        + ofOthers(reasons.subList(1, reasons.size()))
                        + " Install PostgreSQL (on NixOS: nix-shell -p postgresql), choose the folder of its programs with"
                        + " --postgres-bin, choose another folder with --home, or use a server with --db-url.");
    }

    private static String ofOthers(List<String> reasons) {
        return reasons.isEmpty()
                ? "There is no other PostgreSQL on the PATH."
                : "Neither can those on the PATH: " + String.join("; ", reasons) + ".";
    }
}
