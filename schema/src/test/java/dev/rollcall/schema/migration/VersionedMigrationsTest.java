// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionedMigrationsTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/dev/rollcall/schema");

    /** Databases have applied them. A new one is added to the list; what one did is taken back by another one. */
    @Test
    void should_keep_every_versioned_migration_as_it_was_applied() throws IOException {
        List<String> listed =
                Files.readAllLines(Path.of("src/test/resources/dev/rollcall/schema/versioned-migrations.txt"));

        assertThat(migrations()).containsExactlyElementsOf(listed);
    }

    private static List<String> migrations() throws IOException {
        try (Stream<Path> files = Files.walk(MIGRATIONS)) {
            return files.filter(file -> file.getFileName().toString().matches("V.*\\.sql"))
                    .map(VersionedMigrationsTest::line)
                    .sorted((one, other) -> one.substring(66).compareTo(other.substring(66)))
                    .toList();
        }
    }

    private static String line(Path file) {
        try {
            return Sha256.hex(Files.readString(file)) + "  "
                    + MIGRATIONS.relativize(file).toString().replace('\\', '/');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
