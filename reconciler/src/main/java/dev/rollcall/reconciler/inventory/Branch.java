// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.reconciler.inventory.format.InventoryFormat;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Updates the branches of flakes with the staged commits. */
public final class Branch {

    private final Connection connection;

    /**
     * What an import of a clone changed on the branch, in its order.
     *
     * @param isHeadBefore whether the withdrawn commits follow the clone's head, so that the clone may be outdated
     */
    public record Change(List<CommitName> withdrawn, List<CommitName> returned, boolean isHeadBefore) {}

    public Branch(Connection connection) {
        this.connection = connection;
    }

    /** Places the staged commits of files by their first parents, in each flake that has any. */
    void orderStagedCommits() throws SQLException {
        for (int flake : stagedFlakes()) {
            try (PreparedStatement statement = update(flake, null, false);
                    ResultSet rows = statement.executeQuery()) {
                rows.next();
            }
        }
    }

    /** Makes the staged commits of a clone, oldest first, the branch of their flake. */
    public Change follow(int flake, boolean isCut) throws SQLException {
        Integer[] line = line();
        List<CommitName> withdrawn = new ArrayList<>();
        List<CommitName> returned = new ArrayList<>();
        boolean isHeadBefore = false;
        try (PreparedStatement statement = update(flake, line, isCut);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                boolean isLost = rows.getString("change").equals("withdrawn");
                (isLost ? withdrawn : returned).add(new CommitName(rows.getString("hash"), rows.getString("subject")));
                isHeadBefore |= isLost && rows.getBoolean("follows_head");
            }
        }
        return new Change(withdrawn, returned, isHeadBefore);
    }

    private PreparedStatement update(int flake, Integer @Nullable [] line, boolean isCut) throws SQLException {
        PreparedStatement statement = connection.prepareStatement("""
                select u.change
                     , c.git_commit_hash as hash
                     , c.subject
                     , c.first_parent = head.git_commit_hash
                       -- a commit from a file without parents; a clone's first commit has none either, but a subject
                       or ( c.first_parent is null
                            and c.subject is null
                            and c.commit_timestamp >= head.commit_timestamp
                            and head.recorded_at < %1$s
                          ) as follows_head
                  from inventory.update_branch(?, ?, ?, %1$s)
                       with ordinality as u (commit_id, change, number)
                  join inventory.commits as c
                    on c.id = u.commit_id
                  left join inventory.commits as head
                    on head.id = ?
                 order by u.number
                """.formatted(InventoryFormat.IMPORTED_AT));
        statement.setInt(1, flake);
        if (line == null) {
            statement.setNull(2, Types.ARRAY, "_int4");
            statement.setNull(4, Types.INTEGER);
        } else {
            statement.setArray(2, connection.createArrayOf("int4", line));
            statement.setInt(4, line[line.length - 1]);
        }
        statement.setBoolean(3, isCut);
        return statement;
    }

    private Integer[] line() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                        select array_agg(c.id order by s.line)
                          from staged as s
                          join inventory.flakes as f
                            on f.name = s.flake
                          join inventory.commits as c
                            on c.flake_id = f.id
                           and c.git_commit_hash = s.git_commit_hash
                        """);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return (Integer[]) rows.getArray(1).getArray();
        }
    }

    private List<Integer> stagedFlakes() throws SQLException {
        List<Integer> flakes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                        select f.id
                          from inventory.flakes as f
                         where f.name in (select flake from staged)
                           and exists (
                                 select
                                   from inventory.commits as c
                                  where c.flake_id = f.id
                                    and c.first_parent is not null
                               )
                         order by f.id
                        """);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                flakes.add(rows.getInt(1));
            }
        }
        return flakes;
    }
}
