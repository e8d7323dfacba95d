// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import dev.rollcall.schema.error.ErrorName;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code commits.jsonl}: flake, git_commit_hash, commit_timestamp, first_parent, subject, author. */
public final class CommitsFormat implements InventoryFormat {

    /** Some people write a whole message in its first line. */
    private static final int MAX_SUBJECT_LENGTH = 500;

    private static final int MAX_AUTHOR_LENGTH = 200;

    @Override
    public String table() {
        return "inventory.commits";
    }

    @Override
    public List<String> columns() {
        return List.of(
                "flake text",
                "git_commit_hash text collate \"C\"",
                "commit_timestamp timestamptz",
                "first_parent text collate \"C\"",
                "subject text",
                "author text");
    }

    @Override
    public List<@Nullable String> read(JsonLine line, Defaults defaults) throws BadLineException {
        String hash = JsonLine.hash("git_commit_hash", line.required("git_commit_hash"));
        return Arrays.asList(
                line.required("flake", defaults.flake()),
                hash,
                JsonLine.time("commit_timestamp", line.required("commit_timestamp")),
                firstParent(line, hash),
                line.cut("subject", MAX_SUBJECT_LENGTH),
                line.cut("author", MAX_AUTHOR_LENGTH));
    }

    /** Git prints an empty string for a commit without parents. */
    private static @Nullable String firstParent(JsonLine line, String hash) throws BadLineException {
        String parent = line.optionalWord("first_parent");
        if (parent == null) {
            return null;
        }
        String parentHash = JsonLine.hash("first_parent", parent);
        if (parentHash.equals(hash)) {
            throw new BadLineException(ErrorName.LINE_INVALID_FIRST_PARENT, "has itself as 'first_parent'");
        }
        return parentHash;
    }

    @Override
    public String unresolved() {
        return """
                with cte_said as (
                  select f.id as flake_id
                       , s.git_commit_hash
                       , s.first_parent
                    from staged as s
                    join inventory.flakes as f
                      on f.name = s.flake
                   where s.first_parent is not null
                   union
                  select c.flake_id
                       , c.git_commit_hash
                       , c.first_parent
                    from staged as s
                    join inventory.flakes as f
                      on f.name = s.flake
                    join inventory.commits as c
                      on c.flake_id = f.id
                     and c.git_commit_hash = s.git_commit_hash
                   where c.first_parent is not null
                )

                , cte_contradicted as (
                  select x.flake_id
                       , x.git_commit_hash
                       , min(x.first_parent) as one
                       , max(x.first_parent) as other
                    from cte_said as x
                   group by x.flake_id
                          , x.git_commit_hash
                  having count(*) > 1
                )

                select s.line
                     , case when f.id is null then 'LINE_UNKNOWN_FLAKE' else 'LINE_INVALID_FIRST_PARENT' end
                     , case
                         when f.id is null then
                           'names the flake ''' || s.flake || ''', which is not known; import flakes.jsonl first'
                         else
                           'is about the commit ' || s.git_commit_hash || ', for which there are two first parents: '
                             || x.one || ' and ' || x.other
                       end
                  from staged as s
                  left join inventory.flakes as f
                    on f.name = s.flake
                  left join cte_contradicted as x
                    on x.flake_id = f.id
                   and x.git_commit_hash = s.git_commit_hash
                   and s.first_parent is not null
                 where f.id is null
                    or x.flake_id is not null
                """;
    }

    /**
     * If several lines describe one commit, the later time and the greater texts are kept, so their order does not
     * matter. "on conflict" would take an id for each known commit too, and there are only two billion.
     */
    @Override
    public String merge() {
        return """
                with cte_line as (
                  select min(s.line) as line
                       , f.id as flake_id
                       , s.git_commit_hash
                       , max(s.commit_timestamp) as commit_timestamp
                       , max(s.first_parent) as first_parent
                       , max(s.subject collate "C") as subject
                       , max(s.author collate "C") as author
                    from staged as s
                    join inventory.flakes as f
                      on f.name = s.flake
                   group by f.id
                          , s.git_commit_hash
                )
                , cte_changed as (
                  update inventory.commits as c
                     set commit_timestamp = greatest(l.commit_timestamp, c.commit_timestamp)
                       , first_parent = coalesce(c.first_parent, l.first_parent)
                       , subject = greatest(l.subject, c.subject collate "C")
                       , author = greatest(l.author, c.author collate "C")
                    from cte_line as l
                   where c.flake_id = l.flake_id
                     and c.git_commit_hash = l.git_commit_hash
                     and (c.commit_timestamp, c.first_parent, c.subject, c.author)
                         is distinct from
                         ( greatest(l.commit_timestamp, c.commit_timestamp)
                         , coalesce(c.first_parent, l.first_parent)
                         , greatest(l.subject, c.subject collate "C")
                         , greatest(l.author, c.author collate "C")
                         )
                  returning 1
                )
                , cte_new as (
                  insert into inventory.commits
                      (flake_id, git_commit_hash, commit_timestamp, first_parent, subject, author, recorded_at)
                  select l.flake_id, l.git_commit_hash, l.commit_timestamp, l.first_parent, l.subject, l.author, %s
                    from cte_line as l
                   where not exists (
                           select
                             from inventory.commits as c
                            where c.flake_id = l.flake_id
                              and c.git_commit_hash = l.git_commit_hash
                         )
                   order by l.line
                  returning 1
                )
                select (select count(*) from cte_new), (select count(*) from cte_changed)
                """.formatted(IMPORTED_AT);
    }
}
