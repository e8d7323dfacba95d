// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code evals.jsonl}: what nix-eval-jobs prints (attr, attrPath, drvPath, outputs.out, or error), with commit and
 * evaluatedAt; a flake only where two flakes share a commit.
 *
 * <p>The keys of nix-eval-jobs are those of its README, section "Output".
 */
final class EvalsFormat implements InventoryFormat {

    private static final int LONGEST_ERROR = 8_000;

    @Override
    public String table() {
        return "inventory.derivations";
    }

    @Override
    public List<String> columns() {
        return List.of(
                "flake text",
                "git_commit_hash text",
                "derivation_name text",
                "derivation_path text",
                "store_path text",
                "error_message text",
                "completed_at timestamptz");
    }

    @Override
    public List<@Nullable String> read(JsonLine line, Defaults defaults) throws BadLineException {
        String drvPath = line.optional("drvPath");
        String error = line.optional("error");
        if (drvPath == null && error == null) {
            throw new BadLineException("has neither 'drvPath' nor 'error', so it is no line of nix-eval-jobs");
        }
        String storePath = line.optionalIn("outputs", "out");
        return Arrays.asList(
                first(line.optional("flake"), defaults.flake()),
                commit(line, defaults),
                name(line),
                error != null ? null : JsonLine.storePath("drvPath", drvPath == null ? "" : drvPath),
                error != null || storePath == null ? null : JsonLine.storePath("outputs.out", storePath),
                error == null ? null : error.substring(0, Math.min(error.length(), LONGEST_ERROR)),
                time(line, defaults));
    }

    @Override
    public String unresolved() {
        return COMMIT_OF_LINE + """
                select s.line
                     , case
                         when c.number_of_flakes > 1 then
                           'names the commit ' || s.git_commit_hash || ', which ' || c.number_of_flakes
                             || ' flakes have; say which with the key flake or the option --flake'
                         else
                           'names the commit ' || s.git_commit_hash || ', which is not known'
                             || coalesce(' in the flake ''' || s.flake || '''', '') || '; import its commits first'
                       end
                  from staged as s
                  left join cte_commit as c
                    on c.git_commit_hash = s.git_commit_hash
                   and c.flake is not distinct from s.flake
                 where c.number_of_flakes is distinct from 1
                """;
    }

    @Override
    public String merge() {
        return COMMIT_OF_LINE + """
                , cte_line as (
                  select distinct on (c.id, s.derivation_name)
                         c.id as commit_id
                       , s.derivation_name
                       , s.derivation_path
                       , s.store_path
                       , t.id as status_id
                       , s.completed_at
                       , s.error_message
                    from staged as s
                    join cte_commit as c
                      on c.git_commit_hash = s.git_commit_hash
                     and c.flake is not distinct from s.flake
                     and c.number_of_flakes = 1
                    join inventory.derivation_statuses as t
                      on t.name = case when s.error_message is null then 'dry-run-complete' else 'dry-run-failed' end
                   order by c.id, s.derivation_name, s.line desc
                )
                , cte_taken as (
                  insert into inventory.derivations as d (
                      commit_id
                    , derivation_type
                    , derivation_name
                    , derivation_path
                    , store_path
                    , status_id
                    , completed_at
                    , error_message
                  )
                  select commit_id
                       , 'nixos'
                       , derivation_name
                       , derivation_path
                       , store_path
                       , status_id
                       , completed_at
                       , error_message
                    from cte_line
                      on conflict (commit_id, derivation_name, derivation_type, (md5(coalesce(derivation_path, error_message, ''))::uuid)) do update
                     set derivation_path = excluded.derivation_path
                       , store_path = excluded.store_path
                       , status_id = excluded.status_id
                       , completed_at = excluded.completed_at
                       , error_message = excluded.error_message
                   where (d.derivation_path, d.store_path, d.status_id, d.completed_at, d.error_message)
                         is distinct from
                         ( excluded.derivation_path
                         , excluded.store_path
                         , excluded.status_id
                         , excluded.completed_at
                         , excluded.error_message
                         )
                  returning xmax = 0 as is_new
                )
                select count(*) filter (where is_new), count(*) filter (where not is_new)
                  from cte_taken
                """;
    }

    /** Commits are few and lines are many: each commit is looked up once. */
    private static final String COMMIT_OF_LINE = """
            with cte_commit as (
              select named.flake
                   , named.git_commit_hash
                   , min(c.id) as id
                   , count(*) as number_of_flakes
                from (select distinct flake, git_commit_hash from staged) as named
                join inventory.commits as c
                  on c.git_commit_hash = named.git_commit_hash
                join inventory.flakes as f
                  on f.id = c.flake_id
                 and (named.flake is null or f.name = named.flake)
               group by named.flake, named.git_commit_hash
            )
            """;

    /** The last element of attrPath is the name of the system in the flake; a dotted attr may quote its parts. */
    private static String name(JsonLine line) throws BadLineException {
        String name = first(line.lastOf("attrPath"), line.optional("attr"));
        if (name == null || name.isBlank()) {
            throw new BadLineException("has neither 'attrPath' nor 'attr'");
        }
        return name;
    }

    private static String commit(JsonLine line, Defaults defaults) throws BadLineException {
        String commit = line.optional("commit");
        return commit == null && defaults.commit() != null
                ? defaults.commit()
                : JsonLine.hash("commit", line.required("commit"));
    }

    private static @Nullable String time(JsonLine line, Defaults defaults) throws BadLineException {
        String at = line.optional("evaluatedAt");
        return at == null ? defaults.at() : JsonLine.time("evaluatedAt", at);
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
