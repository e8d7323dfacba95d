// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.crystalforge.CrystalForgeTables;
import dev.rollcall.schema.migration.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares the rules on Crystal Forge's tables with the oracle, on random inventories. */
class CrystalForgeInventoriesIT {

    private static final long SEEDS = Long.getLong("rollcall.seeds", 60);

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    @Test
    void should_give_the_verdicts_of_the_oracle_when_the_tables_are_those_of_crystal_forge() throws SQLException {
        new CrystalForgeTables(POSTGRES.dsl(), "public").createRecent();
        Migrations.crystalForge(POSTGRES.database().dataSource(), "public").migrate();

        try (Connection connection = POSTGRES.database().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            DSLContext dsl = DSL.using(connection);
            CrystalForgeTables tables = new CrystalForgeTables(dsl, "public");

            new OracleComparison(dsl, tables::fill).compare(SEEDS, CrystalForgeTables::holdable);
        }
    }
}
