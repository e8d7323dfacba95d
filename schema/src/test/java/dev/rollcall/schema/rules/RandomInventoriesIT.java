// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.oracle.Inventory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares the SQL rules with the oracle on random inventories ({@code -Drollcall.seeds=5000} for more). */
class RandomInventoriesIT {

    private static final long SEEDS = Long.getLong("rollcall.seeds", 120);

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @Test
    void should_give_the_findings_of_the_oracle_when_inventories_are_random() throws SQLException {
        try (Connection connection = POSTGRES.database().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            DSLContext dsl = DSL.using(connection);
            InventoryTables tables = new InventoryTables(dsl);

            new OracleComparison(dsl, tables::fill).compareFindings(SEEDS / 4, UnaryOperator.<Inventory>identity());
        }
    }

    @Test
    void should_give_the_verdicts_of_the_oracle_when_inventories_are_random() throws SQLException {
        try (Connection connection = POSTGRES.database().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            DSLContext dsl = DSL.using(connection);
            InventoryTables tables = new InventoryTables(dsl);

            new OracleComparison(dsl, tables::fill).compare(SEEDS, UnaryOperator.<Inventory>identity());
        }
    }
}
