// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.report.query.SystemQueries;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/**
 * Which share of systems was Up to Date on earlier nights, each the last snapshot of its day. Reads each night once, for all rules
 * of the policy.
 */
public final class EarlierNights {

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

    private final Policy policy;
    private final List<PolicyRule> rules;
    private final Map<Long, Map<PolicyRule, Map<Scope, Tally>>> nights = new HashMap<>();
    private LocalDate day = LocalDate.EPOCH;

    public EarlierNights(Policy policy) {
        this.policy = policy;
        this.rules = policy.rules().stream()
                .filter(PolicyRule.NotBelowMedian.class::isInstance)
                .distinct()
                .toList();
    }

    /** By the scope that a system is counted in, of the nights on which it had systems. */
    Map<Scope, List<BigDecimal>> shares(
            DSLContext dsl, PolicyRule.NotBelowMedian rule, Matching matching, Instant asOf) {
        LocalDate today = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
        if (!today.equals(day)) {
            // exemptions end with a day
            nights.clear();
            day = today;
        }
        Map<Scope, List<BigDecimal>> shares = new HashMap<>();
        dsl.resultQuery(NIGHTS, matching.code(), asOf.atOffset(ZoneOffset.UTC), rule.nights())
                .fetch(row -> row.get(0, Long.class))
                .forEach(night -> nights.computeIfAbsent(night, unread -> read(dsl, unread, asOf))
                        .getOrDefault(rule, Map.of())
                        .forEach((part, tally) -> shares.computeIfAbsent(part, any -> new ArrayList<>())
                                .add(tally.share())));
        return shares;
    }

    private Map<PolicyRule, Map<Scope, Tally>> read(DSLContext dsl, long night, Instant asOf) {
        Map<PolicyRule, Map<Scope, Tally>> tallies = new HashMap<>();
        new SystemQueries(dsl).forEachOf(night, system -> {
            if (policy.exempts(system.hostname(), asOf)) {
                return;
            }
            for (PolicyRule rule : rules) {
                if (rule.scope().includes(system)) {
                    tallies.computeIfAbsent(rule, any -> new HashMap<>())
                            .computeIfAbsent(rule.scope().partOf(system), any -> new Tally())
                            .add(system.status());
                }
            }
        });
        return tallies;
    }

    private static final class Tally {

        private int upToDate;
        private int all;

        void add(Status status) {
            upToDate += status == Status.UP_TO_DATE ? 1 : 0;
            all++;
        }

        BigDecimal share() {
            return RuleEvaluator.BelowMedian.share(upToDate, all);
        }
    }
}
