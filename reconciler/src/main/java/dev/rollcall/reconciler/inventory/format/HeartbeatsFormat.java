// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code heartbeats.jsonl}: hostname, timestamp. */
public final class HeartbeatsFormat implements InventoryFormat {

    @Override
    public String table() {
        return "inventory.heartbeats";
    }

    @Override
    public List<String> columns() {
        return List.of("hostname text", "\"timestamp\" timestamptz");
    }

    @Override
    public List<@Nullable String> read(JsonLine line, Defaults defaults) throws BadLineException {
        return List.of(line.required("hostname"), JsonLine.time("timestamp", line.required("timestamp")));
    }

    @Override
    public String merge() {
        return """
                with cte_new as (
                  insert into inventory.heartbeats (hostname, "timestamp")
                  select hostname, "timestamp"
                    from staged
                   order by line
                      on conflict (hostname, "timestamp") do nothing
                  returning 1
                )
                select count(*), 0
                  from cte_new
                """;
    }
}
