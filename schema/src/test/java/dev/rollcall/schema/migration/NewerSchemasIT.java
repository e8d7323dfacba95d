// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.Program;
import dev.rollcall.schema.error.ErrorName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An older Rollcall on the schemas of a newer one. */
class NewerSchemasIT {

    /** Changes the checksum of an applied migration. */
    private static final String OTHER_RULES = """
            update history.flyway_schema_history
               set checksum = checksum - 1
             where script like '%R__50_assess_systems.sql'
            """;

    private static final String NEWER = "update history.program set version = '9.0.0', commit = 'fedcba'";
    private static final String OLDER = "update history.program set version = '0.0.1'";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    @BeforeEach
    void migrate() {
        migrations().migrate();
    }

    @AfterEach
    void drop() {
        POSTGRES.dsl().execute("drop schema inventory, history, batch cascade");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NEWER + ";" + OTHER_RULES,
                NEWER + "; delete from history.flyway_schema_history where script like '%R__50_assess_systems.sql'",
                "insert into history.flyway_schema_history select installed_rank + 1000, '202801010000', 'later', type,"
                        + " 'history/V202801010000__later.sql', checksum, installed_by, installed_on, execution_time, success"
                        + " from history.flyway_schema_history where version = '202611270020'",
                "create or replace function inventory.rules_version() returns integer language sql as 'select 999'",
                "update history.program set committed_at = '2999-01-01', commit = 'fedcba';" + OTHER_RULES
            })
    void should_refuse_and_change_nothing_when_the_schemas_are_those_of_a_newer_one(String made) {
        POSTGRES.dsl().execute(made);
        Object before = state();

        assertThatThrownBy(() -> migrations().migrate()).hasFieldOrPropertyWithValue("name", ErrorName.SCHEMAS_NEWER);
        assertThatThrownBy(() -> migrations().requireCurrent())
                .hasFieldOrPropertyWithValue("name", ErrorName.SCHEMAS_NEWER)
                .hasMessageContaining("; this is " + Program.current());
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void should_name_the_newer_version_when_it_is_recorded() {
        POSTGRES.dsl().execute(NEWER + ";" + OTHER_RULES);

        assertThatThrownBy(() -> migrations().requireCurrent())
                .hasMessageContaining("newer Rollcall, 9.0.0 (commit fedcba); this is ");
    }

    @Test
    void should_continue_when_a_newer_version_changed_nothing() {
        POSTGRES.dsl().execute(NEWER);

        migrations().requireCurrent();

        assertThat(migrations().migrate()).isZero();
    }

    @Test
    void should_ask_for_the_migration_and_apply_it_when_the_schemas_are_those_of_an_older_one() {
        POSTGRES.dsl().execute(OLDER + ";" + OTHER_RULES);

        assertThatThrownBy(() -> migrations().requireCurrent()).hasMessageContaining("Run 'rollcall migrate' first.");
        assertThat(migrations().migrate()).isOne();

        migrations().requireCurrent();
        assertThat(POSTGRES.dsl().fetchValue("select version from history.program"))
                .isEqualTo(Program.current().version());
    }

    @Test
    void should_name_the_migrations_that_differ_when_a_build_between_releases_made_the_schemas() {
        POSTGRES.dsl().execute("""
                        update history.flyway_schema_history set checksum = checksum - 1 where version = '202611270020'
                        """);

        assertThatThrownBy(() -> migrations().migrate())
                .hasFieldOrPropertyWithValue("name", ErrorName.SCHEMAS_UNUSABLE)
                .hasMessage("The schemas can't be migrated: a build between releases made them, whose migrations differ"
                        + " (202611270020). Use that build, or a new database.");
    }

    private static Migrations migrations() {
        return Migrations.of(POSTGRES.database().dataSource());
    }

    private static Object state() {
        return POSTGRES.dsl().fetchValue("""
                select (select string_agg(f::text, chr(10) order by f.installed_rank) from history.flyway_schema_history as f)
                       || (select string_agg(p::text, chr(10)) from history.program as p)
                """);
    }
}
