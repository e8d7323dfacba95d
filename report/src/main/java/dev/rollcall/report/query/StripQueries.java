// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.Strip;
import dev.rollcall.schema.domain.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads the statuses of a page's systems in some snapshots, in one query. */
public final class StripQueries {

    /** One letter per snapshot, a blank if the system was not part of it. */
    private static final String STRIPS = """
            select host.hostname
                 , string_agg(
                     case past.status
                       when 'Up to Date' then 'u'
                       when 'Outdated' then 'o'
                       when 'Unknown State' then 'k'
                       when 'Offline' then 'f'
                       else ' '
                     end
                   , '' order by night.place) as letters
              from unnest(?::text[]) as host (hostname)
             cross join unnest(?::bigint[]) with ordinality as night (snapshot_id, place)
              left join history.statuses_of(?::text[], ?::bigint[]) as past
                on past.snapshot_id = night.snapshot_id
               and past.hostname = host.hostname collate "C"
             group by host.hostname
            """;

    private final DSLContext dsl;

    StripQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** By hostname, for snapshots given oldest first; for many systems {@code forEachTraces} is faster. */
    public Map<String, Strip> of(Collection<String> hostnames, List<SnapshotSummary> oldestFirst) {
        Map<String, Strip> strips = new HashMap<>();
        if (!hostnames.isEmpty()) {
            Long[] snapshots = ids(oldestFirst);
            String[] hosts = hostnames.toArray(String[]::new);
            dsl.resultQuery(STRIPS, hosts, snapshots, hosts, snapshots)
                    .forEach(row ->
                            strips.put(row.get("hostname", String.class), strip(row.get("letters", String.class))));
        }
        return strips;
    }

    static Long[] ids(List<SnapshotSummary> snapshots) {
        return snapshots.stream().map(SnapshotSummary::id).toArray(Long[]::new);
    }

    static Strip strip(String letters) {
        List<@Nullable Status> statuses = new ArrayList<>(letters.length());
        letters.chars().forEach(letter -> statuses.add(status(letter)));
        return new Strip(statuses);
    }

    private static @Nullable Status status(int letter) {
        return switch (letter) {
            case 'u' -> Status.UP_TO_DATE;
            case 'o' -> Status.OUTDATED;
            case 'k' -> Status.UNKNOWN_STATE;
            case 'f' -> Status.OFFLINE;
            case ' ' -> null;
            default -> throw new IllegalArgumentException("no letter of a status: " + (char) letter);
        };
    }
}
