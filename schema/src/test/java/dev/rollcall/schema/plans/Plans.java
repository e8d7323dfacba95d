// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.plans;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;

/**
 * The plans of executed statements, including those inside functions: {@code auto_explain} prints each as a notice.
 * They are analyzed with SQL, which reads JSON.
 */
final class Plans {

    private final Connection connection;
    private final DSLContext dsl;
    private final Set<String> compiled = new TreeSet<>();

    /** Needs a superuser's connection. */
    Plans(Connection connection, DSLContext dsl) throws SQLException {
        this.connection = connection;
        this.dsl = dsl;
        try (Statement statement = connection.createStatement()) {
            statement.execute("load 'auto_explain'");
            statement.execute("set auto_explain.log_analyze = on");
            statement.execute("set auto_explain.log_timing = off");
            statement.execute("set auto_explain.log_format = json");
            statement.execute("set auto_explain.log_level = notice");
            statement.execute("set auto_explain.log_nested_statements = on");
            statement.execute("create temporary table plan_nodes (statement text, node jsonb)");
        }
    }

    /** Executes a statement and stores the nodes of its plans under a name. */
    void execute(String name, String sql) throws SQLException {
        List<String> plans = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set auto_explain.log_min_duration = 0");
            statement.clearWarnings();
            statement.execute(sql);
            for (SQLWarning said = statement.getWarnings(); said != null; said = said.getNextWarning()) {
                String text = String.valueOf(said.getMessage());
                if (text.startsWith("duration:")) {
                    plans.add(text.substring(text.indexOf('{')));
                    if (text.contains("\"JIT\":")) {
                        compiled.add(name);
                    }
                }
            }
            statement.execute("set auto_explain.log_min_duration = -1");
        }
        for (String plan : plans) {
            dsl.execute("""
                    insert into plan_nodes (statement, node)
                    with recursive cte_node as (
                      select ?::jsonb -> 'Plan' as node
                           , null::jsonb as parent
                       union all
                      select child
                           , n.node
                        from cte_node as n
                       cross join lateral jsonb_array_elements(n.node -> 'Plans') as child
                    )

                    select ?
                         , n.node - 'Plans' || jsonb_build_object('Join', n.parent -> 'Hash Cond')
                      from cte_node as n
                    """, plan, name);
        }
    }

    /** The nodes that handled more than this many rows over all their loops, or spilled to disk. */
    List<String> faults(long rows) {
        return dsl.fetch("""
                        with cte_node as (
                          select p.statement
                               , p.node
                               , (p.node ->> 'Actual Loops')::numeric
                                   * ((p.node ->> 'Actual Rows')::numeric
                                       + coalesce((p.node ->> 'Rows Removed by Filter')::numeric, 0)
                                       + coalesce((p.node ->> 'Rows Removed by Join Filter')::numeric, 0)
                                       + coalesce((p.node ->> 'Rows Removed by Index Recheck')::numeric, 0)) as handled
                            from plan_nodes as p
                           where (p.node ->> 'Actual Loops')::numeric > 0
                        )

                        select n.statement || ': ' || (n.node ->> 'Node Type')
                                 || coalesce(' on ' || (n.node ->> 'Relation Name'), ' ' || (n.node ->> 'CTE Name'), '')
                                 || case when n.handled > ? then ' handles ' || n.handled || ' rows in ' || (n.node ->> 'Actual Loops') || ' loops' else ' spills' end
                                 || coalesce(', on ' || coalesce(n.node ->> 'Hash Cond', n.node ->> 'Join', n.node ->> 'Merge Cond'), '')
                          from cte_node as n
                         where n.handled > ?
                            or n.node ->> 'Sort Space Type' = 'Disk'
                            or (n.node ->> 'Hash Batches')::numeric > 1
                            or (n.node ->> 'HashAgg Batches')::numeric > 1
                            or (n.node ->> 'Temp Written Blocks')::numeric > 0
                        """, rows, rows).getValues(0, String.class);
    }

    /** The statements with a plan, their own or that of a function, that the server compiled. */
    Set<String> compiled() {
        return compiled;
    }

    /** The number of planned statements. */
    int statements() {
        return dsl.fetchSingle("select count(distinct statement) from plan_nodes")
                .into(int.class);
    }
}
