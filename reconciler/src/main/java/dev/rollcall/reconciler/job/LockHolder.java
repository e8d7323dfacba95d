// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The session that holds the run lock, as far as every role can see it.
 *
 * @param key the key of its advisory lock
 */
record LockHolder(long key, String user, String application, Instant since) {

    /** The session named in the row, if it exists and holds the lock; any other holder is ignored. */
    static Optional<LockHolder> in(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select r.key
                             , a.usename
                             , a.application_name
                             , r.taken_at
                          from history.run_lock as r
                          join pg_stat_activity as a
                            on a.pid = r.pid
                           and a.usesysid = r.usesysid
                          join pg_locks as l
                            on l.pid = r.pid
                           and l.granted
                           and l.locktype = 'advisory'
                           -- how pg_locks shows a 64-bit key
                           and l.objsubid = 1
                           and (l.classid::bigint << 32) | l.objid::bigint = r.key
                        """)) {
            return row.next()
                    ? Optional.of(new LockHolder(
                            row.getLong(1),
                            String.valueOf(row.getString(2)),
                            String.valueOf(row.getString(3)),
                            row.getObject(4, OffsetDateTime.class).toInstant()))
                    : Optional.empty();
        }
    }
}
