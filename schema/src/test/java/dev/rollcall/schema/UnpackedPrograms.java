// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The embedded PostgreSQL programs that the test server has unpacked, for tests that start many embedded databases:
 * unpacking takes two seconds each. EmbeddedDatabaseIT tests the unpacking.
 */
public final class UnpackedPrograms {

    private UnpackedPrograms() {}

    /** Variables that point the program to them; empty if the tests use another server, so each unpacks its own. */
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
