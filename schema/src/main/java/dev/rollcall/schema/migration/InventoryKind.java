// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import java.util.List;

/** Whose tables the inventory is: Rollcall's own, or Crystal Forge's behind views. */
public enum InventoryKind {
    OWN("own", "inventory"),
    CRYSTAL_FORGE("crystal-forge", "crystalforge");

    private final String code;
    private final String folder;

    InventoryKind(String code, String folder) {
        this.code = code;
        this.folder = folder;
    }

    /** The name on the command line and in the database. */
    public String code() {
        return code;
    }

    /** The folders of the migrations that create it, and of those for every inventory. */
    List<String> locations() {
        return List.of(folder, "history", "batch", "rules", "roles");
    }

    @Override
    public String toString() {
        return code;
    }
}
