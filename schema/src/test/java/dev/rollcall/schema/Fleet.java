// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import static dev.rollcall.schema.jooq.inventory.Tables.COMMITS;
import static dev.rollcall.schema.jooq.inventory.Tables.DERIVATIONS;
import static dev.rollcall.schema.jooq.inventory.Tables.DERIVATION_STATUSES;
import static dev.rollcall.schema.jooq.inventory.Tables.FLAKES;
import static dev.rollcall.schema.jooq.inventory.Tables.HEARTBEATS;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEMS;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEM_ALIASES;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEM_STATES;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Fills an inventory in domain terms, one row per call.
 *
 * <p>Times are hours after {@link #START}; a commit's hash is its name padded to 40 characters; the closure of a name
 * is a store path.
 */
public final class Fleet {

    /** Hour 0 of every test inventory. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final DSLContext dsl;

    public Fleet(DSLContext dsl) {
        this.dsl = dsl;
    }

    public static Instant hour(double hour) {
        return START.plusSeconds(Math.round(hour * 3600));
    }

    public static String hash(String commit) {
        return (commit + "0".repeat(40)).substring(0, 40);
    }

    public static String closure(String name) {
        return "/nix/store/" + "0".repeat(32) + "-nixos-system-" + name;
    }

    public Fleet flake(String name) {
        dsl.insertInto(FLAKES, FLAKES.NAME, FLAKES.REPO_URL)
                .values(name, "https://example.org/" + name)
                .execute();
        return this;
    }

    public Fleet commit(String flake, String commit, double hour) {
        dsl.insertInto(COMMITS, COMMITS.FLAKE_ID, COMMITS.GIT_COMMIT_HASH, COMMITS.COMMIT_TIMESTAMP)
                .values(flakeId(flake), hash(commit), at(hour))
                .execute();
        return this;
    }

    /** Imports a clone with these commits, oldest first; unknown commits are recorded. */
    public Fleet imported(String flake, double hour, String... line) {
        return imported(flake, hour, false, line);
    }

    /** Imports a clone whose history is truncated before the first of these commits. */
    public Fleet importedShallow(String flake, double hour, String... line) {
        return imported(flake, hour, true, line);
    }

    private Fleet imported(String flake, double hour, boolean isCut, String... line) {
        Integer[] ids =
                Arrays.stream(line).map(commit -> commitId(flake, commit)).toArray(Integer[]::new);
        for (int i = 0; i < line.length; i++) {
            dsl.update(COMMITS)
                    .set(COMMITS.RECORDED_AT, DSL.least(COMMITS.RECORDED_AT, DSL.val(at(hour))))
                    .set(COMMITS.FIRST_PARENT, i == 0 ? COMMITS.FIRST_PARENT : DSL.val(hash(line[i - 1])))
                    .where(COMMITS.ID.eq(ids[i]))
                    .execute();
        }
        dsl.fetch(
                "select * from inventory.update_branch(?, cast(? as integer[]), ?, cast(? as timestamptz))",
                flakeId(flake),
                ids,
                isCut,
                at(hour));
        return this;
    }

    /** Moves the first import of a commit to an earlier time. */
    public Fleet recorded(String flake, String commit, double hour) {
        dsl.update(COMMITS)
                .set(COMMITS.RECORDED_AT, at(hour))
                .where(COMMITS.ID.eq(commitId(flake, commit)))
                .execute();
        return this;
    }

    /** Sets the result of evaluating a whole commit. */
    public Fleet commitEvaluated(String flake, String commit, String status, @Nullable String error) {
        dsl.update(COMMITS)
                .set(COMMITS.EVALUATION_STATUS, status)
                .set(COMMITS.EVALUATION_ERROR_MESSAGE, error)
                .where(COMMITS.ID.eq(commitId(flake, commit)))
                .execute();
        return this;
    }

    public Fleet system(String hostname, @Nullable String flake) {
        dsl.insertInto(SYSTEMS, SYSTEMS.HOSTNAME, SYSTEMS.FLAKE_ID)
                .values(hostname, flake == null ? null : flakeId(flake))
                .execute();
        return this;
    }

    public Fleet inactive(String hostname) {
        dsl.update(SYSTEMS)
                .set(SYSTEMS.IS_ACTIVE, false)
                .where(SYSTEMS.HOSTNAME.eq(hostname))
                .execute();
        return this;
    }

    public Fleet environment(String hostname, String environment) {
        dsl.update(SYSTEMS)
                .set(SYSTEMS.ENVIRONMENT, environment)
                .where(SYSTEMS.HOSTNAME.eq(hostname))
                .execute();
        return this;
    }

    public Fleet owner(String hostname, String owner) {
        dsl.update(SYSTEMS)
                .set(SYSTEMS.OWNER, owner)
                .where(SYSTEMS.HOSTNAME.eq(hostname))
                .execute();
        return this;
    }

    /** Pins a system without a target, to stay on what it runs. */
    public Fleet held(String hostname) {
        dsl.update(SYSTEMS)
                .set(SYSTEMS.IS_HELD, true)
                .where(SYSTEMS.HOSTNAME.eq(hostname))
                .execute();
        return this;
    }

    /** Pins a system to a commit, whether or not its flake has it. */
    public Fleet pin(String hostname, String commit) {
        dsl.update(SYSTEMS)
                .set(SYSTEMS.PINNED_COMMIT, hash(commit))
                .where(SYSTEMS.HOSTNAME.eq(hostname))
                .execute();
        return this;
    }

    public Fleet alias(String hostname, String evaluationName) {
        dsl.insertInto(
                        SYSTEM_ALIASES,
                        SYSTEM_ALIASES.HOSTNAME,
                        SYSTEM_ALIASES.EVALUATION_NAME,
                        SYSTEM_ALIASES.CREATED_AT)
                .values(hostname, evaluationName, at(0))
                .execute();
        return this;
    }

    /** A successful evaluation that builds a closure, completed at the time of its commit. */
    public Fleet evaluation(String flake, String commit, String name, @Nullable String closure) {
        return evaluation(flake, commit, name, closure, "build-complete", null);
    }

    public Fleet evaluation(
            String flake,
            String commit,
            String name,
            @Nullable String closure,
            String status,
            @Nullable Double completedHour) {
        return derivation("nixos", commitId(flake, commit), name, closure, status, null, completedHour, null, null);
    }

    /** One of several recipes of a commit and name. */
    public Fleet recipe(
            String flake, String commit, String name, String recipe, @Nullable String closure, String status) {
        return derivation(
                "nixos",
                commitId(flake, commit),
                name,
                closure,
                status,
                null,
                null,
                null,
                "/nix/store/" + recipe + ".drv");
    }

    /** A failed evaluation with its error text. */
    public Fleet failure(String flake, String commit, String name, String status, @Nullable Double hour, String error) {
        return derivation("nixos", commitId(flake, commit), name, null, status, null, hour, error, null);
    }

    /** An unfinished evaluation without a closure. */
    public Fleet scheduled(String flake, String commit, String name, String status, double scheduledHour) {
        return derivation("nixos", commitId(flake, commit), name, null, status, scheduledHour, null, null, null);
    }

    /** A derivation that is not an evaluation: a package of a commit. */
    public Fleet packageOf(String flake, String commit, String name, @Nullable String closure) {
        return derivation("package", commitId(flake, commit), name, closure, "build-complete", null, null, null, null);
    }

    private Fleet derivation(
            String type,
            Integer commitId,
            String name,
            @Nullable String closure,
            String status,
            @Nullable Double scheduledHour,
            @Nullable Double completedHour,
            @Nullable String error,
            @Nullable String recipe) {
        dsl.insertInto(DERIVATIONS)
                .set(DERIVATIONS.COMMIT_ID, commitId)
                .set(DERIVATIONS.DERIVATION_TYPE, type)
                .set(DERIVATIONS.DERIVATION_NAME, name)
                .set(DERIVATIONS.STORE_PATH, closure == null ? null : closure(closure))
                .set(DERIVATIONS.DERIVATION_PATH, recipe)
                .set(DERIVATIONS.ERROR_MESSAGE, error)
                .set(DERIVATIONS.STATUS_ID, statusId(status))
                .set(DERIVATIONS.SCHEDULED_AT, scheduledHour == null ? null : at(scheduledHour))
                .set(DERIVATIONS.COMPLETED_AT, completedHour == null ? null : at(completedHour))
                .execute();
        return this;
    }

    public Fleet state(String hostname, String closure, double hour) {
        return state(hostname, closure, null, hour);
    }

    /** A state with a revision as reported. */
    public Fleet state(String hostname, String closure, @Nullable String revision, double hour) {
        dsl.insertInto(
                        SYSTEM_STATES,
                        SYSTEM_STATES.HOSTNAME,
                        SYSTEM_STATES.STORE_PATH,
                        SYSTEM_STATES.CONFIGURATION_REVISION,
                        SYSTEM_STATES.TIMESTAMP)
                .values(hostname, closure(closure), revision, at(hour))
                .execute();
        return this;
    }

    /** Whether a host says in a state of its own that it needs a reboot; null where it does not say. */
    public Fleet reboot(String hostname, @Nullable Boolean needed, double hour) {
        dsl.insertInto(SYSTEM_STATES)
                .set(SYSTEM_STATES.HOSTNAME, hostname)
                .set(SYSTEM_STATES.STORE_PATH, closure("s"))
                .set(SYSTEM_STATES.REBOOT_NEEDED, needed)
                .set(SYSTEM_STATES.TIMESTAMP, at(hour))
                .execute();
        return this;
    }

    public Fleet heartbeat(String hostname, double hour) {
        dsl.insertInto(HEARTBEATS, HEARTBEATS.HOSTNAME, HEARTBEATS.TIMESTAMP)
                .values(hostname, at(hour))
                .execute();
        return this;
    }

    private static OffsetDateTime at(double hour) {
        return hour(hour).atOffset(ZoneOffset.UTC);
    }

    private Integer flakeId(String flake) {
        return dsl.select(FLAKES.ID).from(FLAKES).where(FLAKES.NAME.eq(flake)).fetchSingle(FLAKES.ID);
    }

    private Integer commitId(String flake, String commit) {
        return dsl.select(COMMITS.ID)
                .from(COMMITS)
                .where(COMMITS.FLAKE_ID.eq(flakeId(flake)), COMMITS.GIT_COMMIT_HASH.eq(hash(commit)))
                .fetchSingle(COMMITS.ID);
    }

    private Integer statusId(String status) {
        return dsl.select(DERIVATION_STATUSES.ID)
                .from(DERIVATION_STATUSES)
                .where(DERIVATION_STATUSES.NAME.eq(status))
                .fetchSingle(DERIVATION_STATUSES.ID);
    }
}
