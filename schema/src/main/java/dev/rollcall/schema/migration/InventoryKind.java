// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import java.util.List;

/** Whose tables the inventory is: Rollcall's own, or those of Crystal Forge seen through views. */
public enum InventoryKind {
    OWN("own", "inventory"),
    CRYSTAL_FORGE("crystal-forge", "crystalforge");

    private final String code;
    private final String folder;

    InventoryKind(String code, String folder) {
        this.code = code;
        this.folder = folder;
    }

    /** The word for it on the command line and in the database. */
    public String code() {
        return code;
    }

    /** The folders of the migrations that make it and what goes with every inventory. */
    List<String> locations() {
        return List.of(folder, "history", "batch", "rules", "roles");
    }

    @Override
    public String toString() {
        return code;
    }
}
