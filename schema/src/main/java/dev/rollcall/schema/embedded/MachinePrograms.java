// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where to find a PostgreSQL other than the bundled one: a folder given by the user, which is always used, or the
 * {@code PATH}, which is used if the bundled programs can't run.
 */
public record MachinePrograms(
        @Nullable Path named, @Nullable String searchPath) {

    /** The absolute folders on the path that contain all programs; a relative one depends on the working directory. */
    List<Path> onPath() {
        return Stream.ofNullable(searchPath)
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
                .map(MachinePrograms::folder)
                .filter(Objects::nonNull)
                .filter(Path::isAbsolute)
                .filter(PostgresPrograms::areIn)
                .distinct()
                .toList();
    }

    private static @Nullable Path folder(String entry) {
        try {
            return Path.of(entry);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
