// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.schema.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder that the demo writes its reports into, and the only one that Rollcall ever empties. */
final class DemoArchive {

    private static final String MARK = ".rollcall-demo";

    /** Of the embedded database, which drops what an earlier demo made by itself. */
    private static final String HOME = DatabaseOptions.HOME;

    private DemoArchive() {}

    /**
     * Removes what an earlier demo left, and marks the folder as a demo's.
     *
     * @throws UsageException if the folder holds anything but a demo
     */
    static void clear(Path archive) {
        try {
            if (Files.exists(archive) && !isEmptyFolder(archive)) {
                if (!Files.exists(archive.resolve(MARK))) {
                    throw new UsageException(
                            archive + " exists and is no earlier demo. Name another folder with --out.");
                }
                delete(archive);
            }
            Files.createDirectories(archive);
            Files.writeString(archive.resolve(MARK), "");
        } catch (IOException e) {
            throw new UsageException(
                    archive + " can't be written: " + FailureText.of(e) + ". Name another with --out.");
        }
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(folder)) {
            entries = walk.filter(entry -> !entry.startsWith(folder.resolve(HOME)) && !entry.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path entry : entries) {
            Files.delete(entry);
        }
    }
}
