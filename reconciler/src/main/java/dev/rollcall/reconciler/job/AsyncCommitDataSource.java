// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections with asynchronous commit: a commit returns before it is on disk. A server that loses power loses the last
 * transactions, in order and never in part, as if the process had been killed a moment earlier.
 */
final class AsyncCommitDataSource extends DelegatingDataSource {

    AsyncCommitDataSource(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set synchronous_commit to off");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
