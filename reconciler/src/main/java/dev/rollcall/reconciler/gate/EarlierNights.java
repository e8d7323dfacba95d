// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.report.query.SystemQueries;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jooq.DSLContext;

/** Which share of systems was Up to Date on earlier nights, each the last snapshot of its day. */
record EarlierNights(DSLContext dsl, Matching matching, Instant asOf, Predicate<String> isExempt) {

    private static final String NIGHTS = """
            select distinct on (date_trunc('day', p.as_of, 'UTC'))
                   p.id
              from history.published_snapshots as p
             where p.matching = ?
               and p.as_of < date_trunc('day', cast(? as timestamptz), 'UTC')
             order by date_trunc('day', p.as_of, 'UTC') desc
                    , p.as_of desc
             limit ?
            """;

    /** By the scope that a system is counted in, of the nights on which it had systems. */
    Map<Scope, List<BigDecimal>> shares(Scope scope, int nights) {
        Map<Scope, List<BigDecimal>> shares = new HashMap<>();
        dsl.resultQuery(NIGHTS, matching.code(), asOf.atOffset(ZoneOffset.UTC), nights)
                .fetch(row -> row.get(0, Long.class))
                .forEach(night -> counts(scope, night)
                        .forEach((part, counts) -> shares.computeIfAbsent(part, any -> new ArrayList<>())
                                .add(RuleEvaluator.BelowMedian.share(counts[0], counts[1]))));
        return shares;
    }

    private Map<Scope, int[]> counts(Scope scope, long night) {
        Map<Scope, int[]> counts = new HashMap<>();
        new SystemQueries(dsl).forEachOf(night, system -> {
            if (scope.includes(system) && !isExempt.test(system.hostname())) {
                int[] ofPart = counts.computeIfAbsent(scope.partOf(system), any -> new int[2]);
                ofPart[0] += system.status() == Status.UP_TO_DATE ? 1 : 0;
                ofPart[1]++;
            }
        });
        return counts;
    }
}
