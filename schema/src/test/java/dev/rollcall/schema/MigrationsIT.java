// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MigrationsIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    private final Migrations migrations = Migrations.of(POSTGRES.database().dataSource());

    @Test
    @Order(1)
    void should_ask_for_a_migration_when_the_database_is_empty() {
        assertThatThrownBy(migrations::requireCurrent)
                .isInstanceOf(SchemaException.class)
                .hasMessageStartingWith("The schema is at nothing, this version needs")
                .hasMessageEndingWith("Run 'rollcall migrate' first.");
    }

    @Test
    @Order(2)
    void should_change_nothing_when_migrated_a_second_time() {
        assertThat(migrations.migrate()).isPositive();
        assertThat(migrations.migrate()).isZero();

        migrations.requireCurrent();
    }

    @Test
    @Order(3)
    void should_explain_every_table_view_and_function_of_ours_when_migrated() {
        assertThat(POSTGRES.dsl().fetch("""
                                select c.relnamespace::regnamespace || '.' || c.relname
                                  from pg_class as c
                                 where c.relkind in ('r', 'v')
                                   and c.relnamespace::regnamespace::text in ('inventory', 'history')
                                   and c.relname <> 'flyway_schema_history'
                                   and obj_description(c.oid, 'pg_class') is null
                                 union all
                                select p.oid::regprocedure::text
                                  from pg_proc as p
                                 where p.pronamespace::regnamespace::text in ('inventory', 'history')
                                   and obj_description(p.oid, 'pg_proc') is null
                                """)).isEmpty();
    }

    @Test
    @Order(4)
    void should_refuse_a_database_when_it_is_from_before_version_2() {
        POSTGRES.dsl()
                .execute(
                        "update history.flyway_schema_history set version = '202611260000' where version = '202611270000'");

        assertThatThrownBy(() -> Migrations.of(POSTGRES.database().dataSource()).migrate())
                .isInstanceOf(SchemaException.class)
                .hasMessageStartingWith("This database was made by a Rollcall from before version");
    }
}
