// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code commits.jsonl}: flake, git_commit_hash, commit_timestamp. */
final class CommitsFormat implements InventoryFormat {

    @Override
    public String table() {
        return "inventory.commits";
    }

    @Override
    public List<String> columns() {
        return List.of("flake text", "git_commit_hash text", "commit_timestamp timestamptz");
    }

    @Override
    public List<@Nullable String> read(JsonLine line, Defaults defaults) throws BadLineException {
        String flake = line.optional("flake");
        return Arrays.asList(
                flake == null && defaults.flake() != null ? defaults.flake() : line.required("flake"),
                JsonLine.hash("git_commit_hash", line.required("git_commit_hash")),
                JsonLine.time("commit_timestamp", line.required("commit_timestamp")));
    }

    @Override
    public String unresolved() {
        return """
                select s.line
                     , 'names the flake ''' || s.flake || ''', which is not known; import flakes.jsonl first'
                  from staged as s
                 where not exists (select from inventory.flakes as f where f.name = s.flake)
                """;
    }

    @Override
    public String merge() {
        return """
                with cte_line as (
                  select distinct on (f.id, s.git_commit_hash)
                         s.line
                       , f.id as flake_id
                       , s.git_commit_hash
                       , s.commit_timestamp
                    from staged as s
                    join inventory.flakes as f
                      on f.name = s.flake
                   order by f.id, s.git_commit_hash, s.line desc
                )
                , cte_taken as (
                  insert into inventory.commits as c (flake_id, git_commit_hash, commit_timestamp)
                  select flake_id, git_commit_hash, commit_timestamp
                    from cte_line
                   order by line
                      on conflict (flake_id, git_commit_hash) do update
                     set commit_timestamp = excluded.commit_timestamp
                   where c.commit_timestamp <> excluded.commit_timestamp
                  returning xmax = 0 as is_new
                )
                select count(*) filter (where is_new), count(*) filter (where not is_new)
                  from cte_taken
                """;
    }
}
