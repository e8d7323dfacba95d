// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.registration;

import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;
import static dev.rollcall.schema.jooq.inventory.Tables.FLAKES;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEMS;

import dev.rollcall.schema.domain.NamePattern;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.text.ResemblingNames;
import dev.rollcall.schema.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * The names in an inventory, to reject unknown ones: an empty answer because of a typing mistake would look like good
 * news.
 */
public final class KnownNames {

    private static final int MAX_LISTED = 10;

    private final DSLContext dsl;
    private final @Nullable Long snapshotId;

    private KnownNames(DSLContext dsl, @Nullable Long snapshotId) {
        this.dsl = dsl;
        this.snapshotId = snapshotId;
    }

    public static KnownNames ofInventory(DSLContext dsl) {
        return new KnownNames(dsl, null);
    }

    /** Those of the inventory, and those of a snapshot that it may have lost since. */
    public static KnownNames ofSnapshot(DSLContext dsl, long snapshotId) {
        return new KnownNames(dsl, snapshotId);
    }

    /** Whether any system is registered; otherwise every name is unknown. */
    public boolean hasSystems() {
        return dsl.fetchExists(SYSTEMS);
    }

    /**
     * An error that suggests the nearest name, if nothing has this one; patterns with wildcards are allowed to match
     * nothing.
     */
    public Optional<NamedError> error(Kind kind, NamePattern name) {
        if (name.isWide() || isKnown(kind, name.text())) {
            return Optional.empty();
        }
        List<String> known = dsl
                .selectDistinct(kind.inInventory)
                .from(kind.inInventory.getTable())
                .where(kind.inInventory.isNotNull())
                .fetch(kind.inInventory)
                .stream()
                .sorted()
                .toList();
        // a policy can't express blanks around a name
        if (known.stream().anyMatch(other -> other.strip().equals(name.text().strip()))) {
            return Optional.empty();
        }
        return Optional.of(new NamedError(
                kind.error,
                "There is no " + kind.word + " '" + name.text() + "'."
                        + ResemblingNames.question(name.text(), known, listed(known))));
    }

    private boolean isKnown(Kind kind, String name) {
        return dsl.fetchExists(kind.inInventory.getTable(), kind.inInventory.eq(name))
                || (snapshotId != null
                        && dsl.fetchExists(
                                SYSTEM_STATUSES, SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshotId), kind.inSnapshot.eq(name)));
    }

    private static String listed(List<String> known) {
        return known.isEmpty() || known.size() > MAX_LISTED
                ? ""
                : known.stream().map(Words::visible).collect(Collectors.joining(", ", " Expected one of ", "."));
    }

    @SuppressWarnings("ImmutableEnumChecker") // fields of generated tables
    public enum Kind {
        FLAKE("flake", ErrorName.UNKNOWN_FLAKE, FLAKES.NAME, SYSTEM_STATUSES.FLAKE),
        ENVIRONMENT("environment", ErrorName.UNKNOWN_ENVIRONMENT, SYSTEMS.ENVIRONMENT, SYSTEM_STATUSES.ENVIRONMENT),
        OWNER("owner", ErrorName.UNKNOWN_OWNER, SYSTEMS.OWNER, SYSTEM_STATUSES.OWNER),
        HOST("host", ErrorName.UNKNOWN_HOST, SYSTEMS.HOSTNAME, SYSTEM_STATUSES.HOSTNAME);

        private final String word;
        private final ErrorName error;
        private final TableField<?, String> inInventory;
        private final TableField<?, String> inSnapshot;

        Kind(String word, ErrorName error, TableField<?, String> inInventory, TableField<?, String> inSnapshot) {
            this.word = word;
            this.error = error;
            this.inInventory = inInventory;
            this.inSnapshot = inSnapshot;
        }
    }
}
