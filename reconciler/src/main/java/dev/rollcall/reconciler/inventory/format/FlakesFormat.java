// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code flakes.jsonl}: name, repo_url, branch. */
public final class FlakesFormat implements InventoryFormat {

    @Override
    public String table() {
        return "inventory.flakes";
    }

    @Override
    public List<String> columns() {
        return List.of("name text", "repo_url text", "branch text");
    }

    @Override
    public List<@Nullable String> read(JsonLine line, Defaults defaults) throws BadLineException {
        return Arrays.asList(line.required("name"), line.optionalWord("repo_url"), line.optionalWord("branch"));
    }

    @Override
    public String merge() {
        return """
                with cte_line as (
                  select distinct on (name) line, name, repo_url, branch
                    from staged
                   order by name, line desc
                )
                , cte_taken as (
                  insert into inventory.flakes as f (name, repo_url, branch)
                  select name, repo_url, branch
                    from cte_line
                   order by line
                      on conflict (name) do update
                     set repo_url = coalesce(excluded.repo_url, f.repo_url)
                       , branch = coalesce(excluded.branch, f.branch)
                   where (f.repo_url, f.branch)
                         is distinct from (coalesce(excluded.repo_url, f.repo_url), coalesce(excluded.branch, f.branch))
                  returning xmax = 0 as is_new
                )
                select count(*) filter (where is_new), count(*) filter (where not is_new)
                  from cte_taken
                """;
    }
}
