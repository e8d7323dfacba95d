// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.reconciler.inventory.format.AdvisoriesFormat;
import dev.rollcall.reconciler.inventory.format.ClosuresFormat;
import dev.rollcall.reconciler.inventory.format.CommitsFormat;
import dev.rollcall.reconciler.inventory.format.EvalsFormat;
import dev.rollcall.reconciler.inventory.format.FlakesFormat;
import dev.rollcall.reconciler.inventory.format.HeartbeatsFormat;
import dev.rollcall.reconciler.inventory.format.InventoryFormat;
import dev.rollcall.reconciler.inventory.format.StatesFormat;
import dev.rollcall.reconciler.inventory.format.SystemsFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The kinds of inventory files, in the order of their dependencies. */
public enum FileKind {
    FLAKES,
    COMMITS,
    SYSTEMS,
    EVALS,
    STATES,
    HEARTBEATS,
    CLOSURES,
    ADVISORIES;

    private static final Pattern FILE_NAME = Pattern.compile("(?<kind>[a-z]+)(-.+)?\\.jsonl(\\.gz)?", Pattern.DOTALL);

    InventoryFormat format() {
        return switch (this) {
            case FLAKES -> new FlakesFormat();
            case COMMITS -> new CommitsFormat();
            case SYSTEMS -> new SystemsFormat();
            case EVALS -> new EvalsFormat();
            case STATES -> new StatesFormat();
            case HEARTBEATS -> new HeartbeatsFormat();
            case CLOSURES -> new ClosuresFormat();
            case ADVISORIES -> new AdvisoriesFormat();
        };
    }

    /** Whether the history keeps it; facts may be in another program's tables. */
    public boolean isKeptInHistory() {
        return this == CLOSURES || this == ADVISORIES;
    }

    /** The name on the command line. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String fileName() {
        return code() + ".jsonl";
    }

    /** Recognises {@code states.jsonl}, and {@code states-web.jsonl} of one of many writers, gzipped or not. */
    public static Optional<FileKind> ofFileName(String fileName) {
        Matcher name = FILE_NAME.matcher(fileName);
        return name.matches()
                ? Stream.of(values())
                        .filter(kind -> kind.code().equals(name.group("kind")))
                        .findFirst()
                : Optional.empty();
    }

    @Override
    public String toString() {
        return code();
    }
}
