// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder of the demo's reports, the only one that Rollcall ever empties. */
record DemoArchive(Path folder) {

    private static final String MARK = ".rollcall-demo";

    /** The demo's database, which other commands use only if it is named. */
    private static final String HOME = ".rollcall-demo-database";

    /**
     * Marks a folder as a demo's. It must not exist, or be empty or an earlier demo.
     *
     * @throws RollcallException if it is anything else, or can't be written
     */
    static DemoArchive claim(Path archive) {
        try {
            if (Files.exists(archive) && !isEmptyFolder(archive) && !Files.exists(archive.resolve(MARK))) {
                throw new RollcallException(
                        ErrorName.DEMO_FOLDER_UNUSABLE,
                        archive + " exists and is not an earlier demo. Choose another folder with --out.");
            }
            Files.createDirectories(archive);
            Files.writeString(archive.resolve(MARK), "");
            return new DemoArchive(archive.toRealPath());
        } catch (IOException e) {
            throw failure(archive, e);
        }
    }

    /** The folder of the demo's database. */
    static Path homeIn(Path archive) {
        return archive.resolve(HOME);
    }

    /** The policy of the demo's gate, which is not part of the reports. */
    static Path policyIn(Path archive) {
        return homeIn(archive).resolve("policy.yaml");
    }

    /**
     * Removes the reports of an earlier demo, after its database was locked.
     *
     * @throws RollcallException if one can't be removed
     */
    void clear() {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(entry -> !entry.endsWith(MARK) && !entry.endsWith(HOME))
                    .toList()) {
                FileTree.delete(entry);
            }
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    private static RollcallException failure(Path folder, IOException e) {
        return new RollcallException(
                ErrorName.DEMO_FOLDER_UNUSABLE,
                folder + " can't be written: " + FailureText.of(e) + ". Choose another folder with --out.");
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }
}
