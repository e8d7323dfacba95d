// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseFailureTest {

    @Test
    void should_name_the_primary_server_when_a_replica_can_not_read_a_table() {
        SQLException refusal =
                new SQLException("ERROR: cannot access temporary or unlogged relations during recovery", "0A000");

        assertThat(DatabaseFailure.of(refusal))
                .hasToString("Optional[error[database-read-only]: The database is read-only (cannot access temporary or"
                        + " unlogged relations during recovery). Set --db-url to the primary server.]");
        assertThat(DatabaseFailure.of(new SQLException("ERROR: not supported", "0A000")))
                .isEmpty();
    }
}
