// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** Generates the views over a Crystal Forge database for the columns that it has, which differ between versions. */
final class CrystalForgeViews {

    /** The name of the migration that creates them. */
    static final String DESCRIPTION = "05 crystal forge views";

    /** The required columns; all others are optional. */
    private static final Map<String, List<String>> REQUIRED = new TreeMap<>(Map.of(
            "flakes", List.of("id", "name"),
            "commits", List.of("id", "flake_id", "git_commit_hash", "commit_timestamp"),
            "derivations", List.of("id", "commit_id", "derivation_type", "derivation_name", "status_id"),
            "derivation_statuses", List.of("id", "name", "is_terminal", "is_success"),
            "systems", List.of("id", "hostname", "flake_id", "is_active"),
            "system_states", List.of("id", "hostname", "timestamp"),
            "agent_heartbeats", List.of("id", "system_state_id", "timestamp")));

    /** The closure of a state, by its newer and its older column name. */
    private static final List<String> CLOSURE = List.of("store_path", "derivation_path");

    private final Catalog catalog;

    CrystalForgeViews(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The required columns that the database lacks; empty if it has all of them. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        REQUIRED.forEach((table, columns) -> {
            if (!catalog.hasTable(table)) {
                missing.add("the table " + table);
            } else {
                columns.stream()
                        .filter(column -> !catalog.hasColumn(table, column))
                        .forEach(column -> missing.add("the column " + table + "." + column));
            }
        });
        if (catalog.hasTable("system_states")
                && CLOSURE.stream().noneMatch(column -> catalog.hasColumn("system_states", column))) {
            missing.add("the column system_states.store_path (or, in older databases, derivation_path)");
        }
        return missing;
    }

    /** The statements that create the views, in the order of their dependencies. */
    List<String> statements() {
        return List.of(
                flakes(),
                commits(),
                commitPeriods(),
                statuses(),
                derivations(),
                systems(),
                states(),
                stateHeartbeats(),
                heartbeats());
    }

    /** Changes with the statements. */
    int checksum() {
        CRC32 checksum = new CRC32();
        statements().forEach(sql -> checksum.update(sql.getBytes(StandardCharsets.UTF_8)));
        return (int) checksum.getValue();
    }

    String schema() {
        return catalog.schema();
    }

    private String flakes() {
        return view("flakes", "The flakes of Crystal Forge.", """
                select f.id
                     , f.name
                     , %s as repo_url
                     , %s as branch
                  from %s as f
                """.formatted(
                        text("flakes", "f", "repo_url"), text("flakes", "f", "branch"), table("flakes")));
    }

    private String commits() {
        return view("commits", "The commits of Crystal Forge.", """
                select c.id
                     , c.flake_id
                     , c.git_commit_hash
                     , c.commit_timestamp
                     , %s as evaluation_status
                     , %s as evaluation_error_message
                     , null::text as subject
                     , null::text as author
                  from %s as c
                """.formatted(
                        text("commits", "c", "evaluation_status"),
                        text("commits", "c", "evaluation_error_message"),
                        table("commits")));
    }

    private String commitPeriods() {
        return view(
                "commit_periods",
                "Crystal Forge knows no line of commits: each is on the branch from its own time on.",
                """
                select c.id as commit_id
                     , c.flake_id
                     , c.git_commit_hash
                     , 0 as depth
                     , c.commit_timestamp as counts_from
                     , 'infinity'::timestamptz as counts_until
                     , c.commit_timestamp
                  from inventory.commits as c
                """);
    }

    private String statuses() {
        return view("derivation_statuses", "The statuses of evaluations and builds of Crystal Forge.", """
                select t.id
                     , t.name
                     , t.is_terminal
                     , t.is_success
                  from %s as t
                """.formatted(
                        table("derivation_statuses")));
    }

    private String derivations() {
        return view(
                "derivations", "The derivations of Crystal Forge; those of type nixos are evaluations.", """
                select d.id::bigint as id
                     , d.commit_id
                     , d.derivation_type
                     , d.derivation_name
                     , %s as derivation_path
                     , %s as store_path
                     , d.status_id
                     , %s as scheduled_at
                     , %s as completed_at
                     , %s as error_message
                  from %s as d
                """.formatted(
                                text("derivations", "d", "derivation_path"),
                                closureOfDerivation(),
                                time("derivations", "d", "scheduled_at"),
                                time("derivations", "d", "completed_at"),
                                text("derivations", "d", "error_message"),
                                table("derivations")));
    }

    /** The built path, else the expected one, which is known before the build and equal to it. */
    private String closureOfDerivation() {
        return catalog.hasColumn("derivations", "expected_store_path")
                ? "coalesce(%s, d.expected_store_path::text)".formatted(text("derivations", "d", "store_path"))
                : text("derivations", "d", "store_path");
    }

    private String systems() {
        boolean hasEnvironments = catalog.hasColumn("systems", "environment_id")
                && catalog.hasColumn("environments", "id")
                && catalog.hasColumn("environments", "name");
        return view(
                "systems",
                "The systems of Crystal Forge. A pinned one is pinned to the commit of its desired derivation, or of its"
                        + " desired target: a hash within it, or the path of a derivation of its flake, whose oldest commit it"
                        + " is. One without a target is held.",
                """
                select s.id
                     , s.hostname
                     , s.flake_id
                     , %s as environment
                     , coalesce(s.is_active, true) as is_active
                     , null::text as owner
                     , %s as pinned_commit
                     , %s as is_held
                  from %s as s
                  %s
                """.formatted(
                                hasEnvironments ? "e.name::text" : "null::text",
                                pinnedCommit(),
                                isHeld(),
                                table("systems"),
                                hasEnvironments
                                        ? "left join " + table("environments") + " as e on e.id = s.environment_id"
                                        : ""));
    }

    private String pinnedCommit() {
        if (!catalog.hasColumn("systems", "deployment_policy")) {
            return "null::text";
        }
        String target = desiredTarget();
        // a pin that resolves to nothing is still a pin, and a finding
        return "case when s.deployment_policy = 'pinned' then coalesce("
                + String.join(
                        ", ",
                        commitOfDesiredDerivation(),
                        "lower(substring(" + target + " from '[0-9A-Fa-f]{40}(?:[0-9A-Fa-f]{24})?'))",
                        commitOfPath(text("derivations", "d", "derivation_path"), target),
                        commitOfPath(text("derivations", "d", "store_path"), target),
                        target)
                + ") end";
    }

    /** By what is cheap to look up; only a pin without a target resolves to nothing. */
    private String isHeld() {
        return catalog.hasColumn("systems", "deployment_policy")
                ? "coalesce(s.deployment_policy = 'pinned', false) and coalesce(%s, %s) is null"
                        .formatted(commitOfDesiredDerivation(), desiredTarget())
                : "false";
    }

    private String desiredTarget() {
        return "nullif(rtrim(" + text("systems", "s", "desired_target") + ", '/'), '')";
    }

    private String commitOfDesiredDerivation() {
        return catalog.hasColumn("systems", "desired_derivation_id")
                ? """
                (select c.git_commit_hash from %s as c
                  where c.id = (select d.commit_id from %s as d where d.id = s.desired_derivation_id))""".formatted(table("commits"), table("derivations"))
                : "null::text";
    }

    /**
     * The oldest commit, which no later one changes. Arrays are looked up in the indexes, whatever the settings of the
     * function that reads the view.
     */
    private String commitOfPath(String path, String target) {
        return """
                (select c.git_commit_hash from %s as c
                  where c.flake_id = s.flake_id
                    and c.id = any (array(select d.commit_id from %s as d where %s = %s))
                  order by c.commit_timestamp, c.id limit 1)""".formatted(table("commits"), table("derivations"), path, target);
    }

    private String states() {
        String closure = catalog.hasColumn("system_states", CLOSURE.get(0)) ? CLOSURE.get(0) : CLOSURE.get(1);
        return view("system_states", "The states reported by Crystal Forge's agents.", """
                select x.id
                     , x.hostname
                     , x.%s::text as store_path
                     , %s as configuration_revision
                     , %s as nixos_version
                     , %s as nixpkgs_revision
                     , %s as change_reason
                     , x."timestamp"
                     , %s as booted_at
                  from %s as x
                """.formatted(
                        closure,
                        text("system_states", "x", "configuration_revision"),
                        text("system_states", "x", "nixos_version"),
                        text("system_states", "x", "nixpkgs_revision"),
                        text("system_states", "x", "change_reason"),
                        bootedAt(),
                        table("system_states")));
    }

    /** Of a length that no machine has been up for nothing follows, and no time could hold it. */
    private String bootedAt() {
        return catalog.hasColumn("system_states", "uptime_secs")
                ? "case when x.uptime_secs between 0 and 4000000000 then x.\"timestamp\" - x.uptime_secs * interval '1 second' end"
                : "null::timestamptz";
    }

    private String stateHeartbeats() {
        return view(
                "state_heartbeats",
                "The heartbeats of Crystal Forge's agents, by the state that each belongs to.",
                """
                select h.id
                     , h.system_state_id
                     , h."timestamp"
                  from %s as h
                """.formatted(table("agent_heartbeats")));
    }

    private String heartbeats() {
        return view(
                "heartbeats",
                "The heartbeats of Crystal Forge's agents, each with the host of the state that it belongs to.",
                """
                select h.id
                     , x.hostname
                     , h."timestamp"
                  from inventory.state_heartbeats as h
                  join inventory.system_states as x
                    on x.id = h.system_state_id
                """);
    }

    private String view(String name, String comment, String query) {
        return """
                drop view if exists inventory.%1$s cascade;
                create view inventory.%1$s as
                %3$s;
                comment on view inventory.%1$s is '%2$s';
                """.formatted(name, comment.replace("'", "''"), query.stripTrailing());
    }

    private String table(String name) {
        return quoted(catalog.schema()) + "." + quoted(name);
    }

    private String text(String table, String alias, String column) {
        return optional(table, alias, column, "text");
    }

    private String time(String table, String alias, String column) {
        return optional(table, alias, column, "timestamptz");
    }

    private String optional(String table, String alias, String column, String type) {
        return catalog.hasColumn(table, column) ? alias + "." + quoted(column) + "::" + type : "null::" + type;
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
