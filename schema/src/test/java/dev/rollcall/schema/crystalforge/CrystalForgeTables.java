// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.crystalforge;

import dev.rollcall.schema.oracle.Inventory;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/**
 * The tables of Crystal Forge that Rollcall reads, defined here with the columns of a recent and of an older version.
 */
public final class CrystalForgeTables {

    private final DSLContext dsl;
    private final String schema;

    public CrystalForgeTables(DSLContext dsl, String schema) {
        this.dsl = dsl;
        this.schema = schema;
    }

    /** With columns that Rollcall does not know, and optional ones such as the configuration revision. */
    public CrystalForgeTables createRecent() {
        create(
                "store_path text not null, configuration_revision text, partial_data boolean, primary_ip_address text, uptime_secs bigint");
        dsl.execute("""
                alter table %1$s.derivations add column expected_store_path text;
                alter table %1$s.commits
                  add column evaluation_status text default 'pending'
                      check (evaluation_status in
                          ('pending', 'in_progress', 'cancelling', 'cancelled', 'complete', 'failed'))
                , add column evaluation_error_message text
                """.formatted(schema));
        return this;
    }

    /** From before {@code store_path} got its name, and before commits had an evaluation. */
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
                  , derivation_path text unique
                  , store_path text
                  , status_id integer not null references derivation_statuses (id)
                  , scheduled_at timestamptz
                  , completed_at timestamptz
                  , error_message text
                );
                create unique index derivations_commit_name_type_unique
                    on derivations (coalesce(commit_id, -1), derivation_name, derivation_type);
                create table environments (id uuid primary key default gen_random_uuid(), name text not null);
                create table systems (
                    id uuid primary key default gen_random_uuid()
                  , hostname text not null unique
                  , flake_id integer references flakes (id)
                  , is_active boolean default true
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

    /**
     * The part of an inventory that such a database can hold: commits without first parents, one row per commit and
     * name, no repeated recipes, full hashes as pins; every heartbeat belongs to a state, every state to a host, and of
     * two states at the same time the one with the greater store path came last. No state says whether a host needs a
     * reboot.
     */
    public static Inventory holdable(Inventory inventory) {
        Set<String> hosts =
                inventory.states().stream().map(Inventory.State::hostname).collect(Collectors.toSet());
        Set<Integer> known = inventory.imports().stream()
                .flatMap(each -> each.commitIds().stream())
                .collect(Collectors.toSet());
        List<Inventory.Commit> commits = inventory.commits().stream()
                .filter(commit -> known.contains(commit.id()))
                .toList();
        return new Inventory(
                inventory.flakes(),
                commits,
                Inventory.filesOf(commits),
                withoutRepetition(inventory.evaluations()),
                inventory.systems().stream()
                        .map(CrystalForgeTables::withoutOwner)
                        .toList(),
                numbered(inventory.states()),
                inventory.heartbeats().stream()
                        .filter(heartbeat -> hosts.contains(heartbeat.hostname()))
                        .toList());
    }

    private static List<Inventory.Evaluation> withoutRepetition(List<Inventory.Evaluation> rows) {
        Set<List<@Nullable Object>> keys = new HashSet<>();
        Set<String> recipes = new HashSet<>();
        return rows.stream()
                .filter(row -> keys.add(Arrays.asList(row.commitId(), row.type(), row.name())))
                .map(row -> row.drvPath() == null || recipes.add(row.drvPath()) ? row : withoutRecipe(row))
                .toList();
    }

    /** The row that is left if an older commit has the recipe. */
    private static Inventory.Evaluation withoutRecipe(Inventory.Evaluation row) {
        return new Inventory.Evaluation(
                row.id(),
                row.commitId(),
                row.type(),
                row.name(),
                null,
                row.storePath(),
                row.statusName(),
                row.scheduledAt(),
                row.completedAt(),
                row.error());
    }

    private static Inventory.SystemRow withoutOwner(Inventory.SystemRow row) {
        return new Inventory.SystemRow(
                row.hostname(),
                row.flakeId(),
                row.environment(),
                null,
                row.active(),
                row.pinnedCommit(),
                row.held() && row.pinnedCommit() == null,
                row.evaluationAlias());
    }

    private static List<Inventory.State> numbered(List<Inventory.State> states) {
        Iterator<Long> ids =
                states.stream().map(Inventory.State::id).sorted().toList().iterator();
        return states.stream()
                .sorted(Comparator.comparing(Inventory.State::storePath))
                .map(state -> new Inventory.State(
                        ids.next(), state.hostname(), state.storePath(), state.revision(), state.at(), null))
                .toList();
    }

    /** Fills recent tables with such an inventory. */
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
                                + ".commits (id, flake_id, git_commit_hash, commit_timestamp, evaluation_status,"
                                + " evaluation_error_message) values (?, ?, ?, ?, ?, ?)",
                        commit.id(),
                        commit.flakeId(),
                        commit.hash(),
                        at(commit.at()),
                        commit.evaluationStatus(),
                        commit.evaluationError())));
        inventory
                .evaluations()
                .forEach(evaluation -> inserts.add(dsl.query(
                        "insert into " + schema
                                + ".derivations (id, commit_id, derivation_type, derivation_name, derivation_path, "
                                + (evaluation.statusName().equals("build-complete")
                                        ? "store_path"
                                        : "expected_store_path")
                                + ","
                                + " scheduled_at, completed_at, error_message, status_id) select ?, ?::integer, ?, ?, ?, ?,"
                                + " ?::timestamptz, ?::timestamptz, ?, id from " + schema
                                + ".derivation_statuses where name = ?",
                        evaluation.id(),
                        evaluation.commitId(),
                        evaluation.type(),
                        evaluation.name(),
                        evaluation.drvPath(),
                        evaluation.storePath(),
                        at(evaluation.scheduledAt()),
                        at(evaluation.completedAt()),
                        evaluation.error(),
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
                        + " values (?, ?::integer, ?::boolean, (select id from " + schema
                        + ".environments where name = ?), ?, ?)",
                system.hostname(),
                system.flakeId(),
                // null for some of the active ones
                (system.active() && system.hostname().length() % 2 == 0) ? null : system.active(),
                system.environment(),
                system.pinnedCommit() != null || system.held() ? "pinned" : "auto_latest",
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

    /** A random one, the same for the same number. */
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
