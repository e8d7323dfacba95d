// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationFilesTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/dev/rollcall/schema");

    /**
     * Databases have applied them, and a build that lacks one refuses these databases. A new one is added to the list. What
     * a versioned one did is taken back by another one; repeatable ones may change, but not go.
     */
    @Test
    void should_keep_every_migration_that_was_ever_applied() throws IOException {
        List<String> listed = Files.readAllLines(Path.of("src/test/resources/dev/rollcall/schema/migrations.txt"));

        assertThat(migrations()).containsExactlyElementsOf(listed);
    }

    private static List<String> migrations() throws IOException {
        try (Stream<Path> files = Files.walk(MIGRATIONS)) {
            return files.filter(file -> file.getFileName().toString().matches("[RV].*\\.sql"))
                    .map(MigrationFilesTest::line)
                    .sorted(Comparator.comparing(line -> line.substring(line.indexOf(" "))))
                    .toList();
        }
    }

    private static String line(Path file) {
        try {
            boolean isVersioned = file.getFileName().toString().startsWith("V");
            return (isVersioned ? Sha256.hex(Files.readString(file)) : "repeatable") + "  "
                    + MIGRATIONS.relativize(file).toString().replace('\\', '/');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
