// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class DatabaseFailureTest {

    @Test
    void should_name_the_primary_server_when_a_replica_can_not_read_a_table() {
        // in a language other than English
        SQLException refusal = new PSQLException(new ServerErrorMessage(
                "SFEHLER\0C0A000\0Mauf unlogged Relationen kann nicht zugegriffen werden\0Rget_relation_info\0"));

        assertThat(DatabaseFailure.of(refusal))
                .hasToString(
                        "Optional[error[database-read-only]: The database is read-only (FEHLER: auf unlogged Relationen"
                                + " kann nicht zugegriffen werden). Set --db-url to the primary server.]");
        assertThat(DatabaseFailure.of(new SQLException("ERROR: not supported", "0A000")))
                .isEmpty();
    }

    @Test
    void should_report_a_lost_connection_when_the_server_ended_an_idle_session() {
        assertThat(DatabaseFailure.of(new SQLException("FATAL: terminating connection", "57P05")))
                .hasToString("Optional[error[connection-lost]: The connection to the database was lost"
                        + " (terminating connection). Try again when the server is available.]");
    }

    @Test
    void should_not_advise_to_try_again_when_a_configured_limit_is_reached() {
        SQLException limit = new SQLException("ERROR: temporary file size exceeds temp_file_limit (1024kB)", "53400");

        assertThat(DatabaseFailure.of(limit))
                .hasToString(
                        "Optional[error[database-out-of-resources]: The database has reached a configured limit"
                                + " (temporary file size exceeds temp_file_limit (1024kB)). Raise it for this user or database.]");
    }
}
