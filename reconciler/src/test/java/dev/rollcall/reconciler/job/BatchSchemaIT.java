// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.batch.core.job.Job;

class BatchSchemaIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @Test
    void should_have_the_tables_of_spring_batch_when_compared_with_its_own_script() throws IOException {
        String script = script();

        POSTGRES.dsl().transaction((Configuration transaction) -> {
            transaction.dsl().execute("create schema theirs");
            transaction.dsl().execute("set local search_path to theirs");
            transaction
                    .dsl()
                    .connection(connection -> connection.createStatement().execute(script));
        });

        assertThat(columns("batch")).isEqualTo(columns("theirs")).isNotEmpty();
        assertThat(sequences("batch")).isEqualTo(sequences("theirs")).hasSize(3);
    }

    private static List<String> columns(String schema) {
        return list("""
                select table_name || '.' || column_name || ' ' || data_type
                         || coalesce('(' || character_maximum_length || ')', '') || ' nullable ' || is_nullable
                  from information_schema.columns
                 where table_schema = ?
                 order by table_name, ordinal_position
                """, schema);
    }

    private static List<String> sequences(String schema) {
        return list("""
                select sequence_name || ' ' || maximum_value
                  from information_schema.sequences
                 where sequence_schema = ?
                 order by 1
                """, schema);
    }

    private static List<String> list(String sql, String schema) {
        DSLContext dsl = POSTGRES.dsl();
        return dsl.fetchValues(sql, schema).stream().map(Objects::toString).toList();
    }

    private static String script() throws IOException {
        try (InputStream in = Job.class.getResourceAsStream("/org/springframework/batch/core/schema-postgresql.sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
