// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code systems.jsonl}: hostname, flake, environment, owner, is_active (default true), pinned_commit, pinned (default false). */
public final class SystemsFormat implements InventoryFormat {

    @Override
    public String table() {
        return "inventory.systems";
    }

    @Override
    public List<String> columns() {
        return List.of(
                "hostname text",
                "flake text",
                "environment text",
                "owner text",
                "is_active boolean",
                "pinned_commit text",
                "is_held boolean");
    }

    @Override
    public List<@Nullable String> read(JsonLine line, Defaults defaults) throws BadLineException {
        String flake = line.optional("flake");
        String pin = line.optional("pinned_commit");
        return Arrays.asList(
                line.required("hostname"),
                flake == null ? defaults.flake() : flake,
                line.optionalWord("environment"),
                line.optionalWord("owner"),
                Boolean.toString(line.flag("is_active", true)),
                pin == null ? null : JsonLine.hash("pinned_commit", pin),
                Boolean.toString(line.flag("pinned", false)));
    }

    @Override
    public String unresolved() {
        return """
                select s.line
                     , 'LINE_UNKNOWN_FLAKE'
                     , 'names the flake ''' || s.flake || ''', which is not known; import flakes.jsonl first'
                  from staged as s
                 where s.flake is not null
                   and not exists (select from inventory.flakes as f where f.name = s.flake)
                """;
    }

    @Override
    public String merge() {
        return """
                with cte_line as (
                  select distinct on (s.hostname)
                         s.line
                       , s.hostname
                       , f.id as flake_id
                       , s.environment
                       , s.owner
                       , s.is_active
                       , s.pinned_commit
                       , s.is_held
                    from staged as s
                    left join inventory.flakes as f
                      on f.name = s.flake
                   order by s.hostname, s.line desc
                )
                , cte_taken as (
                  insert into inventory.systems as y
                      (hostname, flake_id, environment, owner, is_active, pinned_commit, is_held)
                  select hostname, flake_id, environment, owner, is_active, pinned_commit, is_held
                    from cte_line
                   order by line
                      on conflict (hostname) do update
                     set flake_id = excluded.flake_id
                       , environment = excluded.environment
                       , owner = excluded.owner
                       , is_active = excluded.is_active
                       , pinned_commit = excluded.pinned_commit
                       , is_held = excluded.is_held
                   where (y.flake_id, y.environment, y.owner, y.is_active, y.pinned_commit, y.is_held)
                         is distinct from
                         ( excluded.flake_id
                         , excluded.environment
                         , excluded.owner
                         , excluded.is_active
                         , excluded.pinned_commit
                         , excluded.is_held
                         )
                  returning xmax = 0 as is_new
                )
                select count(*) filter (where is_new), count(*) filter (where not is_new)
                  from cte_taken
                """;
    }
}
