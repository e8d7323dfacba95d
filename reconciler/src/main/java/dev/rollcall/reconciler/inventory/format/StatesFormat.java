// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import dev.rollcall.schema.error.ErrorName;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code states.jsonl}: hostname, store_path, timestamp, change_reason, and the keys of {@code nixos-version --json},
 * in its spelling or ours.
 */
public final class StatesFormat implements InventoryFormat {

    @Override
    public String table() {
        return "inventory.system_states";
    }

    @Override
    public List<String> columns() {
        return List.of(
                "hostname text",
                "store_path text",
                "\"timestamp\" timestamptz",
                "configuration_revision text",
                "nixos_version text",
                "nixpkgs_revision text",
                "change_reason text");
    }

    @Override
    public List<@Nullable String> read(JsonLine line, Defaults defaults) throws BadLineException {
        return Arrays.asList(
                line.required("hostname"),
                closure(line),
                JsonLine.time("timestamp", line.required("timestamp")),
                line.optional("configuration_revision", "configurationRevision"),
                line.optional("nixos_version", "nixosVersion"),
                line.optional("nixpkgs_revision", "nixpkgsRevision"),
                line.optional("change_reason"));
    }

    /** No machine runs a recipe. */
    private static String closure(JsonLine line) throws BadLineException {
        String path = JsonLine.storePath("store_path", line.required("store_path"));
        if (path.endsWith(".drv")) {
            throw new BadLineException(
                    ErrorName.LINE_INVALID_STORE_PATH,
                    "has 'store_path' " + JsonLine.quote(path)
                            + ", which is a recipe; expected what it builds, to which /run/current-system links");
        }
        return path;
    }

    @Override
    public String unresolved() {
        return "select null::bigint, null::text, null::text where false";
    }

    /**
     * A state is identified by host, time and closure. Of its other values the greater ones are kept, so the order of
     * lines does not matter. No unique index enforces this: it would slow down every insert as much as the table
     * itself, and imports are serialized.
     */
    @Override
    public String merge() {
        return """
                with cte_line as (
                  select min(line) as line
                       , hostname
                       , store_path
                       , "timestamp"
                       , max(configuration_revision collate "C") as configuration_revision
                       , max(nixos_version collate "C") as nixos_version
                       , max(nixpkgs_revision collate "C") as nixpkgs_revision
                       , max(change_reason collate "C") as change_reason
                    from staged
                   group by hostname
                          , store_path
                          , "timestamp"
                )
                , cte_changed as (
                  update inventory.system_states as x
                     set configuration_revision = greatest(l.configuration_revision, x.configuration_revision collate "C")
                       , nixos_version = greatest(l.nixos_version, x.nixos_version collate "C")
                       , nixpkgs_revision = greatest(l.nixpkgs_revision, x.nixpkgs_revision collate "C")
                       , change_reason = greatest(l.change_reason, x.change_reason collate "C")
                    from cte_line as l
                   where x.hostname = l.hostname
                     and x."timestamp" = l."timestamp"
                     and x.store_path = l.store_path
                     and (x.configuration_revision, x.nixos_version, x.nixpkgs_revision, x.change_reason)
                         is distinct from
                         ( greatest(l.configuration_revision, x.configuration_revision collate "C")
                         , greatest(l.nixos_version, x.nixos_version collate "C")
                         , greatest(l.nixpkgs_revision, x.nixpkgs_revision collate "C")
                         , greatest(l.change_reason, x.change_reason collate "C")
                         )
                  returning 1
                )
                , cte_new as (
                  insert into inventory.system_states (
                      hostname
                    , store_path
                    , "timestamp"
                    , configuration_revision
                    , nixos_version
                    , nixpkgs_revision
                    , change_reason
                  )
                  select l.hostname
                       , l.store_path
                       , l."timestamp"
                       , l.configuration_revision
                       , l.nixos_version
                       , l.nixpkgs_revision
                       , l.change_reason
                    from cte_line as l
                   where not exists (
                           select
                             from inventory.system_states as x
                            where x.hostname = l.hostname
                              and x."timestamp" = l."timestamp"
                              and x.store_path = l.store_path
                         )
                   order by l.line
                  returning 1
                )
                select (select count(*) from cte_new), (select count(*) from cte_changed)
                """;
    }
}
