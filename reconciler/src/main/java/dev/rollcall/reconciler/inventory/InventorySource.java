// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where lines of one kind come from, with the name that messages use for it. */
public record InventorySource(InventoryKind kind, String name, Opener opener) {

    /** Opens the stream of lines; the import closes it. */
    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    public static InventorySource ofFile(InventoryKind kind, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ImportException("There is no file " + file + ".");
        }
        return new InventorySource(kind, file.toString(), () -> Files.newInputStream(file));
    }

    /**
     * The inventory files of a folder, in the order in which they refer to each other.
     *
     * @throws ImportException if there are none
     */
    public static List<InventorySource> ofFolder(Path folder) {
        List<InventorySource> sources = new ArrayList<>();
        for (InventoryKind kind : InventoryKind.values()) {
            Stream.of(kind.fileName(), kind.fileName() + ".gz")
                    .map(folder::resolve)
                    .filter(Files::exists)
                    .forEach(file -> sources.add(ofFile(kind, file)));
        }
        if (sources.isEmpty()) {
            throw new ImportException("There are no inventory files in " + folder + ": expected any of "
                    + Stream.of(InventoryKind.values())
                            .map(InventoryKind::fileName)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return sources;
    }
}
