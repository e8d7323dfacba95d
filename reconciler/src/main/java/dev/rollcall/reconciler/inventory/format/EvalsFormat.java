// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import dev.rollcall.report.wording.ErrorText;
import dev.rollcall.schema.error.ErrorName;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code evals.jsonl}: the output of nix-eval-jobs (attr, attrPath, system, drvPath, outputs.out, or error), with
 * commit and evaluatedAt; a flake only if two flakes share a commit.
 *
 * <p>Each distinct recipe and each distinct error of a commit and name is a row. Lines for one row are merged
 * independently of their order: the earliest time, the greatest store path.
 */
public final class EvalsFormat implements InventoryFormat {

    @Override
    public String table() {
        return "inventory.derivations";
    }

    @Override
    public List<String> columns() {
        return List.of(
                "flake text",
                "git_commit_hash text",
                "derivation_name text collate \"C\"",
                "attribute_path text collate \"C\"",
                "derivation_path text collate \"C\"",
                "store_path text collate \"C\"",
                "error_message text collate \"C\"",
                "completed_at timestamptz");
    }

    @Override
    public List<@Nullable String> read(JsonLine line, Defaults defaults) throws BadLineException {
        String error = error(line);
        String drvPath = line.optional("drvPath");
        if (drvPath == null && error == null) {
            throw new BadLineException(
                    ErrorName.LINE_NOT_EVALUATION,
                    "has neither 'drvPath' nor 'error', so it is not output of nix-eval-jobs");
        }
        AttributePath path = path(line, error);
        String name = name(path, line, defaults);
        String storePath = line.optionalIn("outputs", "out");
        return Arrays.asList(
                first(line.optional("flake"), defaults.flake()),
                commit(line, defaults),
                name,
                path.elements().equals(List.of(name)) ? null : path.toString(),
                error != null ? null : StorePath.of("drvPath", drvPath == null ? "" : drvPath),
                error != null || storePath == null ? null : StorePath.of("outputs.out", storePath),
                error == null ? null : EvaluationError.kept(error),
                time(line, defaults));
    }

    /**
     * Unknown commits, ambiguous ones of lines that would change anything, and different attributes with the same name,
     * in the file or in the table.
     */
    @Override
    public String unresolved() {
        return COMMIT_OF_LINE + """
                , cte_path as (
                  select s.line
                       , c.id as commit_id
                       , s.derivation_name
                       , coalesce(s.attribute_path, s.derivation_name) as path
                    from staged as s
                    join cte_commit as c
                      on c.git_commit_hash = s.git_commit_hash
                     and c.flake is not distinct from s.flake
                   where c.number_of_flakes = 1
                   union all
                  select null
                       , d.commit_id
                       , d.derivation_name
                       , coalesce(d.attribute_path, d.derivation_name)
                    from inventory.derivations as d
                   where d.derivation_type = 'nixos'
                     and d.commit_id in (select id from cte_commit)
                )
                -- attributes that equal the name can't collide
                , cte_path_apart as (
                  select from staged where attribute_path is not null
                   union all
                  select
                    from inventory.derivations as d
                   where d.attribute_path is not null
                     and d.commit_id in (select id from cte_commit)
                )
                -- a window instead of a join, because the planner can't estimate the number of names
                , cte_named as (
                  select line
                       , derivation_name
                       , path
                       , min(path) over same_name as least_path
                       , max(path) over same_name as greatest_path
                    from cte_path
                   where exists (select from cte_path_apart)
                  window same_name as (partition by commit_id, derivation_name)
                )
                select s.line
                     , case when c.number_of_flakes > 1 then 'LINE_AMBIGUOUS_COMMIT' else 'LINE_UNKNOWN_COMMIT' end
                     , case
                         when c.number_of_flakes > 1 then
                           'names the commit ' || s.git_commit_hash || ', which ' || c.number_of_flakes
                             || ' flakes have; choose one with the key flake or the option --flake'
                         else
                           'names the commit ' || s.git_commit_hash || ', which is not known'
                             || coalesce(' in the flake ''' || s.flake || '''', '') || '; import its commits first'
                       end
                  from staged as s
                  left join cte_commit as c
                    on c.git_commit_hash = s.git_commit_hash
                   and c.flake is not distinct from s.flake
                 where c.number_of_flakes is distinct from 1
                   -- one of the flakes may have got the commit after the line was imported
                   and ( c.id is null
                      or not exists (
                           select
                             from inventory.derivations as d
                            where d.commit_id = any (c.ids)
                              and d.derivation_type = 'nixos'
                              and d.derivation_name = s.derivation_name
                              and hashtextextended(coalesce(d.derivation_path, d.error_message, ''), 0)
                                  = hashtextextended(coalesce(s.derivation_path, s.error_message, ''), 0)
                              and coalesce(s.store_path, '') <= coalesce(d.store_path, '') collate "C"
                              and coalesce(s.completed_at, '-infinity') >= coalesce(d.completed_at, '-infinity')
                         )
                       )
                 union all
                select line
                     , 'LINE_NAME_COLLISION'
                     , 'is ' || left(path, 120) || ', but '
                         || left(case path when least_path then greatest_path else least_path end, 120)
                         || ' of the same commit has the same name, ''' || left(derivation_name, 60)
                         || '''; choose the element that names the host with --host-from, or evaluate only one of them'
                  from cte_named
                 where line is not null
                   and least_path <> greatest_path
                """;
    }

    @Override
    public String merge() {
        return COMMIT_OF_LINE + """
                , cte_line as (
                  select c.id as commit_id
                       , s.derivation_name
                       , min(s.attribute_path) as attribute_path
                       , s.derivation_path
                       , max(s.store_path) as store_path
                       , s.error_message
                       -- without its own time it counts from its commit on, and nothing is earlier
                       , nullif(min(coalesce(s.completed_at, '-infinity')), '-infinity') as completed_at
                    from staged as s
                    join cte_commit as c
                      on c.git_commit_hash = s.git_commit_hash
                     and c.flake is not distinct from s.flake
                     and c.number_of_flakes = 1
                   group by c.id, s.derivation_name, s.derivation_path, s.error_message
                )
                , cte_taken as (
                  insert into inventory.derivations as d (
                      commit_id
                    , derivation_type
                    , derivation_name
                    , attribute_path
                    , derivation_path
                    , store_path
                    , status_id
                    , completed_at
                    , error_message
                  )
                  select l.commit_id
                       , 'nixos'
                       , l.derivation_name
                       , l.attribute_path
                       , l.derivation_path
                       , l.store_path
                       , t.id
                       , l.completed_at
                       , l.error_message
                    from cte_line as l
                    join inventory.derivation_statuses as t
                      on t.name = case when l.error_message is null then 'dry-run-complete' else 'dry-run-failed' end
                      on conflict (commit_id, derivation_name, derivation_type, hashtextextended(coalesce(derivation_path, error_message, ''), 0)) do update
                     set store_path = greatest(d.store_path collate "C", excluded.store_path collate "C")
                       , completed_at = nullif(
                           least(coalesce(d.completed_at, '-infinity'), coalesce(excluded.completed_at, '-infinity'))
                         , '-infinity'
                         )
                   where excluded.store_path collate "C" > coalesce(d.store_path, '') collate "C"
                      or coalesce(excluded.completed_at, '-infinity') < coalesce(d.completed_at, '-infinity')
                  returning xmax = 0 as is_new
                )
                select count(*) filter (where is_new), count(*) filter (where not is_new)
                  from cte_taken
                """;
    }

    /** There are few commits and many lines, so each commit is looked up once. */
    private static final String COMMIT_OF_LINE = """
            with cte_commit as (
              select named.flake
                   , named.git_commit_hash
                   , min(c.id) as id
                   , array_agg(c.id) as ids
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

    private static @Nullable String error(JsonLine line) throws BadLineException {
        // its middle is cut before it is stored
        String error = line.cut("error", Integer.MAX_VALUE);
        return error == null || error.isBlank() ? null : error;
    }

    private static AttributePath path(JsonLine line, @Nullable String error) throws BadLineException {
        List<String> elements = line.texts("attrPath");
        String attr = line.optional("attr");
        AttributePath path =
                elements == null ? AttributePath.parse(attr == null ? "" : attr) : new AttributePath(elements);
        if (!path.isRoot()) {
            return path;
        }
        // an error of the root concerns the whole evaluation rather than a host
        if (error != null) {
            throw new BadLineException(
                    ErrorName.LINE_EVALUATION_ERROR,
                    "reports that nothing could be evaluated: " + ErrorText.headline(EvaluationError.kept(error)));
        }
        throw new BadLineException(
                ErrorName.LINE_INVALID_ATTRIBUTE_PATH,
                elements == null && attr == null
                        ? "has neither 'attrPath' nor 'attr'"
                        : "is the evaluation of the root, which is not a host; evaluate a set of hosts instead");
    }

    private static String name(AttributePath path, JsonLine line, Defaults defaults) throws BadLineException {
        Integer hostFrom = defaults.hostFrom();
        String name =
                hostFrom == null ? EvaluationName.of(path, line.optional("system")) : EvaluationName.at(path, hostFrom);
        if (name.isBlank()) {
            throw new BadLineException(
                    ErrorName.LINE_INVALID_ATTRIBUTE_PATH,
                    "has the attribute path " + path + ", whose host element is empty");
        }
        return name;
    }

    private static String commit(JsonLine line, Defaults defaults) throws BadLineException {
        return JsonLine.hash("commit", line.required("commit", defaults.commit()));
    }

    private static @Nullable String time(JsonLine line, Defaults defaults) throws BadLineException {
        String at = line.optional("evaluatedAt");
        return at == null ? defaults.at() : JsonLine.time("evaluatedAt", at);
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
