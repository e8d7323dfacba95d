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
 * Where the machine may have a PostgreSQL of its own for the embedded database: the folder of programs that somebody named,
 * which is always used, or those on the {@code PATH}, of which one is used where the bundled programs can't run.
 */
public record MachinePrograms(
        @Nullable Path named, @Nullable String searchPath) {

    /** Nothing was named, and the path is that of this process. */
    static MachinePrograms ofProcess() {
        return new MachinePrograms(null, System.getenv("PATH"));
    }

    /** The folders on the path that hold all the programs; what is relative means another folder in each place. */
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
