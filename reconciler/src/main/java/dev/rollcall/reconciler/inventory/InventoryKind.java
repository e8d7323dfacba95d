// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of inventory files, in the order in which they refer to each other. */
public enum InventoryKind {
    FLAKES,
    COMMITS,
    SYSTEMS,
    EVALS,
    STATES,
    HEARTBEATS;

    InventoryFormat format() {
        return switch (this) {
            case FLAKES -> new FlakesFormat();
            case COMMITS -> new CommitsFormat();
            case SYSTEMS -> new SystemsFormat();
            case EVALS -> new EvalsFormat();
            case STATES -> new StatesFormat();
            case HEARTBEATS -> new HeartbeatsFormat();
        };
    }

    /** The word for it on the command line. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String fileName() {
        return code() + ".jsonl";
    }

    public static Optional<InventoryKind> ofFileName(String fileName) {
        return Stream.of(values())
                .filter(kind -> fileName.equals(kind.fileName()) || fileName.equals(kind.fileName() + ".gz"))
                .findFirst();
    }

    @Override
    public String toString() {
        return code();
    }
}
