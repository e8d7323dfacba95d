// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.reconciler.inventory.format.InventoryFormat;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The staged first-parent history of a clone, oldest commit first. */
public final class StagedLine {

    private static final String COMMIT_OF_LINE = """
              from staged as s
              join inventory.flakes as f
                on f.name = s.flake
              join inventory.commits as c
                on c.flake_id = f.id
               and c.git_commit_hash = s.git_commit_hash
            """;

    private final Connection connection;

    /** New commits with implausible dates, by reason. */
    public record OddDates(List<CommitName> future, List<CommitName> beforeParent) {}

    public StagedLine(Connection connection) {
        this.connection = connection;
    }

    /** Overrides what files said about these commits: a clone is more reliable. */
    public void correctCommitsOfFiles() throws SQLException {
        ImportTransaction.execute(connection, """
                update inventory.commits as c
                   set commit_timestamp = s.commit_timestamp
                     , first_parent = s.first_parent
                  from staged as s
                  join inventory.flakes as f
                    on f.name = s.flake
                 where c.flake_id = f.id
                   and c.git_commit_hash = s.git_commit_hash
                   and ( c.commit_timestamp <> s.commit_timestamp
                         or (c.first_parent is not null and c.first_parent is distinct from s.first_parent)
                       )
                """);
    }

    public int flake() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "select f.id from inventory.flakes as f where f.name in (select flake from staged)");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** The commit where the clone's history is truncated, although it has a parent; null if it is complete. */
    public @Nullable CommitName cutAt() throws SQLException {
        List<CommitName> first = names("""
                select s.git_commit_hash, s.subject
                  from staged as s
                 where s.line = 1
                   and s.first_parent is not null
                """);
        return first.isEmpty() ? null : first.get(0);
    }

    /** Whether the inventory has the commit before the truncated history. */
    public boolean isContinued() throws SQLException {
        return !names("""
                        select c.git_commit_hash, c.subject
                          from staged as s
                          join inventory.flakes as f
                            on f.name = s.flake
                          join inventory.commits as c
                            on c.flake_id = f.id
                           and c.git_commit_hash = s.first_parent
                         where s.line = 1
                        """).isEmpty();
    }

    /** Whether the inventory had none of its commits before. */
    public boolean isUnknown() throws SQLException {
        return names("select c.git_commit_hash, c.subject " + COMMIT_OF_LINE + " where c.recorded_at <> "
                        + InventoryFormat.IMPORTED_AT + " limit 1")
                .isEmpty();
    }

    public OddDates datedOddly() throws SQLException {
        String isNew = " where c.recorded_at = " + InventoryFormat.IMPORTED_AT;
        return new OddDates(
                names("select c.git_commit_hash, c.subject " + COMMIT_OF_LINE + isNew
                        + " and c.commit_timestamp > c.recorded_at order by s.line"),
                names("select c.git_commit_hash, c.subject " + COMMIT_OF_LINE + """
                          join inventory.commits as parent
                            on parent.flake_id = f.id
                           and parent.git_commit_hash = s.first_parent
                        """ + isNew
                        + " and c.commit_timestamp < parent.commit_timestamp and parent.commit_timestamp <= c.recorded_at"
                        + " order by s.line"));
    }

    private List<CommitName> names(String sql) throws SQLException {
        List<CommitName> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(new CommitName(rows.getString(1), rows.getString(2)));
            }
        }
        return names;
    }
}
