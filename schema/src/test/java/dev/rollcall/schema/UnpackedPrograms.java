// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The programs of the embedded PostgreSQL that the server of the tests has unpacked: for tests that start many embedded
 * databases, each of which would unpack its own for two seconds. EmbeddedDatabaseIT is about the unpacking.
 */
public final class UnpackedPrograms {

    private UnpackedPrograms() {}

    /** The variables that name them to the program; none where the tests run on another server, and each unpacks its own. */
    public static Map<String, String> variables() {
        if (!Files.isDirectory(PostgresServer.PROGRAMS)) {
            return Map.of();
        }
        try (Stream<Path> versions = Files.list(PostgresServer.PROGRAMS)) {
            return versions.filter(version -> Files.exists(version.resolve(".exists")))
                    .findFirst()
                    .map(version -> Map.of(
                            "ROLLCALL_POSTGRES_BIN", version.resolve("bin").toString()))
                    .orElse(Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
