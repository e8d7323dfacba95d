// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.crystalforge;

import dev.rollcall.schema.oracle.Inventory;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/**
 * The tables of Crystal Forge that Rollcall reads, by definitions of our own with its columns, as a recent version and as
 * an older one has them.
 */
public final class CrystalForgeTables {

    private final DSLContext dsl;
    private final String schema;

    public CrystalForgeTables(DSLContext dsl, String schema) {
        this.dsl = dsl;
        this.schema = schema;
    }

    /** With columns that Rollcall does not know, and one that it likes to have: the configuration revision. */
    public CrystalForgeTables createRecent() {
        return create(
                "store_path text not null, configuration_revision text, partial_data boolean, primary_ip_address text");
    }

    /** From before the closure of a state was called a store path. */
    public CrystalForgeTables createOlder() {
        return create("derivation_path text");
    }

    private CrystalForgeTables create(String columnsOfStates) {
        dsl.execute("create schema if not exists " + schema);
        dsl.execute("""
                set local search_path to %1$s;
                create table flakes (id serial primary key, name text not null, repo_url text not null unique);
                create table commits (
                    id serial primary key
                  , flake_id integer not null references flakes (id)
                  , git_commit_hash text not null
                  , commit_timestamp timestamptz not null
                  , attempt_count integer not null default 0
                  , unique (flake_id, git_commit_hash)
                );
                create table derivation_statuses (
                    id serial primary key
                  , name text not null unique
                  , description text
                  , is_terminal boolean not null
                  , is_success boolean not null
                  , display_order integer
                );
                create table derivations (
                    id serial primary key
                  , commit_id integer references commits (id)
                  , derivation_type text not null
                  , derivation_name text not null
                  , derivation_path text
                  , store_path text
                  , status_id integer not null references derivation_statuses (id)
                  , scheduled_at timestamptz
                  , completed_at timestamptz
                  , error_message text
                );
                create table environments (id uuid primary key default gen_random_uuid(), name text not null);
                create table systems (
                    id uuid primary key default gen_random_uuid()
                  , hostname text not null unique
                  , flake_id integer references flakes (id)
                  , is_active boolean not null default true
                  , environment_id uuid references environments (id)
                  , derivation text not null default ''
                  , deployment_policy text not null default 'manual'
                  , desired_target text
                  , desired_derivation_id integer references derivations (id)
                );
                create table system_states (
                    id serial primary key
                  , hostname text not null
                  , %2$s
                  , change_reason text not null default 'startup'
                  , "timestamp" timestamptz not null
                  , nixos_version text
                );
                create table agent_heartbeats (
                    id bigserial primary key
                  , system_state_id integer not null references system_states (id)
                  , "timestamp" timestamptz not null
                  , agent_version text
                );
                insert into derivation_statuses (name, is_terminal, is_success)
                values ('pending', false, false), ('queued', false, false), ('dry-run-pending', false, false)
                     , ('dry-run-inprogress', false, false), ('dry-run-complete', false, true)
                     , ('dry-run-failed', true, false), ('build-pending', false, false)
                     , ('build-inprogress', false, false), ('in-progress', false, false)
                     , ('build-complete', true, true), ('complete', true, true), ('build-failed', true, false)
                     , ('failed', true, false);
                """.formatted(schema, columnsOfStates));
        return this;
    }

    /** What such a database can hold of an inventory: every heartbeat belongs to a state, every state to a host. */
    public static Inventory holdable(Inventory inventory) {
        return new Inventory(
                inventory.flakes(),
                inventory.commits(),
                inventory.evaluations(),
                inventory.systems(),
                inventory.states(),
                inventory.heartbeats().stream()
                        .filter(heartbeat -> inventory.states().stream()
                                .anyMatch(state -> state.hostname().equals(heartbeat.hostname())))
                        .toList());
    }

    /** Fills recent tables with a holdable inventory. */
    public void fill(Inventory inventory) {
        List<Query> inserts = new ArrayList<>();
        Map<String, List<Long>> states = inventory.states().stream()
                .collect(Collectors.groupingBy(
                        Inventory.State::hostname, Collectors.mapping(Inventory.State::id, Collectors.toList())));
        inventory
                .flakes()
                .forEach(flake -> inserts.add(dsl.query(
                        "insert into " + schema + ".flakes (id, name, repo_url) values (?, ?, ?)",
                        flake.id(),
                        flake.name(),
                        "https://example.org/" + flake.id())));
        inventory
                .commits()
                .forEach(commit -> inserts.add(dsl.query(
                        "insert into " + schema
                                + ".commits (id, flake_id, git_commit_hash, commit_timestamp) values (?, ?, ?, ?)",
                        commit.id(),
                        commit.flakeId(),
                        commit.hash(),
                        at(commit.at()))));
        inventory
                .evaluations()
                .forEach(evaluation -> inserts.add(dsl.query(
                        "insert into " + schema
                                + ".derivations (id, commit_id, derivation_type, derivation_name, derivation_path, store_path,"
                                + " scheduled_at, completed_at, status_id) select ?, ?::integer, ?, ?, ?, ?,"
                                + " ?::timestamptz, ?::timestamptz, id from " + schema
                                + ".derivation_statuses where name = ?",
                        evaluation.id(),
                        evaluation.commitId(),
                        evaluation.type(),
                        evaluation.name(),
                        evaluation.drvPath(),
                        evaluation.storePath(),
                        at(evaluation.scheduledAt()),
                        at(evaluation.completedAt()),
                        evaluation.statusName())));
        inventory.systems().forEach(system -> insertSystem(inserts, system));
        inventory
                .states()
                .forEach(state -> inserts.add(dsl.query(
                        "insert into " + schema
                                + ".system_states (id, hostname, store_path, configuration_revision, \"timestamp\") values (?, ?, ?, ?, ?)",
                        state.id(),
                        state.hostname(),
                        state.storePath(),
                        state.revision(),
                        at(state.at()))));
        inventory
                .heartbeats()
                .forEach(heartbeat -> inserts.add(dsl.query(
                        "insert into " + schema + ".agent_heartbeats (system_state_id, \"timestamp\") values (?, ?)",
                        anyOf(Objects.requireNonNull(states.get(heartbeat.hostname())), heartbeat.id()),
                        at(heartbeat.at()))));
        dsl.batch(inserts).execute();
    }

    private void insertSystem(List<Query> inserts, Inventory.SystemRow system) {
        if (system.environment() != null) {
            inserts.add(dsl.query(
                    "insert into " + schema + ".environments (name) select ? where not exists (select from " + schema
                            + ".environments where name = ?)",
                    system.environment(),
                    system.environment()));
        }
        inserts.add(dsl.query(
                "insert into " + schema
                        + ".systems (hostname, flake_id, is_active, environment_id, deployment_policy, desired_target)"
                        + " values (?, ?::integer, ?, (select id from " + schema
                        + ".environments where name = ?), ?, ?)",
                system.hostname(),
                system.flakeId(),
                system.active(),
                system.environment(),
                system.pinnedCommit() == null ? "auto_latest" : "pinned",
                system.pinnedCommit() == null
                        ? null
                        : "git+https://example.org/infra?rev=" + system.pinnedCommit() + "#web"));
        if (system.evaluationAlias() != null && !system.evaluationAlias().equals(system.hostname())) {
            inserts.add(dsl.query(
                    "insert into inventory.system_aliases (hostname, evaluation_name, created_at) values (?, ?, now())",
                    system.hostname(),
                    system.evaluationAlias()));
        }
    }

    /** One of them by chance, the same for the same number. */
    private static Long anyOf(List<Long> states, long number) {
        return states.get((int) (number % states.size()));
    }

    public void clear() {
        dsl.execute("""
                truncate %1$s.flakes, %1$s.commits, %1$s.derivations, %1$s.environments, %1$s.systems, %1$s.system_states
                       , %1$s.agent_heartbeats, inventory.system_aliases
                """.formatted(schema));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
