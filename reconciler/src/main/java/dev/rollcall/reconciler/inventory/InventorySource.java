// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A source of lines of one kind, with its name for messages.
 *
 * @param mayGrow whether it may still be growing
 */
public record InventorySource(FileKind kind, String name, Opener opener, boolean mayGrow) {

    /** Opens the stream of lines; the import closes it. */
    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    public InventorySource(FileKind kind, String name, Opener opener) {
        this(kind, name, opener, false);
    }

    public static InventorySource ofFile(FileKind kind, Path file) {
        return new InventorySource(kind, file.toString(), () -> Files.newInputStream(file));
    }
}
