// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import dev.rollcall.schema.BuildProperties;
import dev.rollcall.schema.file.FileTree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The bundled PostgreSQL programs for the platform of the build, unpacked into a home. Those of earlier versions stay
 * there, to read their data.
 */
final class BundledPrograms {

    /** Created last, so it marks a complete folder of programs. */
    private static final String UNPACKED_WHOLE = ".exists";

    private final Path unpacked;

    BundledPrograms(EmbeddedHome home) {
        this.unpacked = home.programs().resolve("unpacked");
    }

    /**
     * Unpacks the programs unless they exist. Removes what a killed process left incomplete.
     *
     * @return the folder that contains them
     * @throws UnusableProgramsException if the jar has no programs for this platform
     */
    Path unpack() throws IOException, UnusableProgramsException {
        for (Path version : versions()) {
            if (!Files.exists(version.resolve(UNPACKED_WHOLE))) {
                FileTree.delete(version);
            }
        }
        EmbeddedHome.createPrivate(unpacked.resolveSibling(""));
        Path folder = unpacked.resolve("PG-" + BuildProperties.current().embeddedPostgres());
        if (!Files.exists(folder)) {
            String name = "/postgres-" + system() + "-" + architecture() + ".txz";
            try (InputStream archive = BundledPrograms.class.getResourceAsStream(name)) {
                unpack(archive, folder);
            }
            Files.createFile(folder.resolve(UNPACKED_WHOLE));
        }
        return folder.resolve("bin");
    }

    /**
     * Makes the next start unpack the programs again, because they may be damaged.
     *
     * <p>Deletes only the mark, in one step: a start also fails if its process is told to stop, and such a process may
     * end at any moment. Incomplete programs with a mark would break every later start.
     */
    void discard() throws IOException {
        for (Path version : versions()) {
            Files.deleteIfExists(version.resolve(UNPACKED_WHOLE));
        }
    }

    private List<Path> versions() throws IOException {
        if (!Files.isDirectory(unpacked)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(unpacked)) {
            return versions.toList();
        }
    }

    private static void unpack(@Nullable InputStream archive, Path folder)
            throws IOException, UnusableProgramsException {
        if (archive == null) {
            throw new UnusableProgramsException(
                    "this Rollcall was not built for " + system() + " on " + architecture());
        }
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.resolveSibling(""));
                if (entry.isSymbolicLink() || entry.isLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    if (target.resolveSibling("").endsWith("bin")) {
                        EmbeddedHome.restrict(target, "rwxr-xr-x");
                    }
                }
            }
        }
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static String architecture() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> name;
        };
    }
}
