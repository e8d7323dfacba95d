// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.error.ErrorName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database whose schemas have our names but belong to something else. */
class TakenSchemasIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    @AfterEach
    void drop() {
        POSTGRES.dsl().execute("drop schema if exists inventory, history, batch cascade");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inventory | create table inventory.goods (id integer)",
                "history | create view history.lessons as select 1 as one",
                "batch | create function batch.brew() returns integer language sql as 'select 1'",
                "history | create table history.flyway_schema_history (version text); insert into history.flyway_schema_history values ('1')",
            })
    void should_be_refused_before_anything_is_applied_when_a_schema_has_foreign_objects(String schema, String taken) {
        POSTGRES.dsl().execute("create schema " + schema);
        POSTGRES.dsl().execute(taken);

        assertThatThrownBy(() -> Migrations.of(POSTGRES.database().dataSource()).migrate())
                .hasFieldOrPropertyWithValue("name", ErrorName.SCHEMA_TAKEN)
                .hasMessageContaining("The schema '" + schema + "' of this database belongs to another application")
                .hasMessageEndingWith("Use another database.");
        assertThat(POSTGRES.dsl().fetchValue("""
                        select string_agg(nspname, ' ') from pg_namespace where nspname in ('inventory', 'history', 'batch')
                        """)).isEqualTo(schema);
    }

    @Test
    void should_be_migrated_when_the_schemas_exist_but_are_empty() {
        POSTGRES.dsl().execute("create schema inventory; create schema history; create schema batch");

        assertThat(Migrations.of(POSTGRES.database().dataSource()).migrate()).isPositive();
    }
}
