// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import dev.rollcall.schema.error.ErrorName;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code states.jsonl}: hostname, store_path, timestamp, change_reason, booted_store_path, reboot_needed, and the keys of {@code nixos-version --json},
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
                "change_reason text",
                "booted_store_path text",
                "reboot_needed boolean");
    }

    @Override
    public List<@Nullable String> read(JsonLine line, Defaults defaults) throws BadLineException {
        String booted = line.optional("booted_store_path");
        Boolean isRebootNeeded = line.optionalFlag("reboot_needed");
        return Arrays.asList(
                line.required("hostname"),
                closure("store_path", line.required("store_path")),
                JsonLine.time("timestamp", line.required("timestamp")),
                line.optional("configuration_revision", "configurationRevision"),
                line.optional("nixos_version", "nixosVersion"),
                line.optional("nixpkgs_revision", "nixpkgsRevision"),
                line.optional("change_reason"),
                booted == null ? null : closure("booted_store_path", booted),
                isRebootNeeded == null ? null : isRebootNeeded.toString());
    }

    /** No machine runs a recipe. */
    static String closure(String key, String value) throws BadLineException {
        String path = StorePath.of(key, value);
        if (path.endsWith(".drv")) {
            throw new BadLineException(
                    ErrorName.LINE_INVALID_STORE_PATH,
                    "has '" + key + "' " + JsonLine.quote(path)
                            + ", which is a derivation; expected the store path it builds, the target of /run/current-system");
        }
        return path;
    }

    /**
     * A state is identified by host, time and closure. Of its other values the greater ones are kept (of reboot_needed, true), so the order of
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
                       , max(booted_store_path collate "C") as booted_store_path
                       , bool_or(reboot_needed) as reboot_needed
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
                       , booted_store_path = greatest(l.booted_store_path, x.booted_store_path collate "C")
                       , reboot_needed = greatest(l.reboot_needed, x.reboot_needed)
                    from cte_line as l
                   where x.hostname = l.hostname
                     and x."timestamp" = l."timestamp"
                     and x.store_path = l.store_path
                     and ( x.configuration_revision
                         , x.nixos_version
                         , x.nixpkgs_revision
                         , x.change_reason
                         , x.booted_store_path
                         , x.reboot_needed
                         )
                         is distinct from
                         ( greatest(l.configuration_revision, x.configuration_revision collate "C")
                         , greatest(l.nixos_version, x.nixos_version collate "C")
                         , greatest(l.nixpkgs_revision, x.nixpkgs_revision collate "C")
                         , greatest(l.change_reason, x.change_reason collate "C")
                         , greatest(l.booted_store_path, x.booted_store_path collate "C")
                         , greatest(l.reboot_needed, x.reboot_needed)
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
                    , booted_store_path
                    , reboot_needed
                  )
                  select l.hostname
                       , l.store_path
                       , l."timestamp"
                       , l.configuration_revision
                       , l.nixos_version
                       , l.nixpkgs_revision
                       , l.change_reason
                       , l.booted_store_path
                       , l.reboot_needed
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
