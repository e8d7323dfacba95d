// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import java.sql.Connection;
import java.time.Duration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Compares the cost of the assessment with a recorded one, as a multiple of the floor in the same run, because times
 * depend on the machine. Uses the best of several alternating rounds, so that other work does not make it fail.
 */
@EnabledIfSystemProperty(named = "rollcall.benchmark.baseline", matches = ".+")
class AssessmentRatioIT {

    private static final int ROUNDS = 7;

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    private final Measures measures = new Measures();

    @Test
    void should_cost_less_than_twice_the_recorded_ratio_when_compared_with_the_floor() throws Exception {
        double baseline = Double.parseDouble(System.getProperty("rollcall.benchmark.baseline"));
        FleetSize size = FleetSize.fromProperties();
        try (Connection connection = POSTGRES.database().dataSource().getConnection()) {
            DSLContext dsl = DSL.using(new SingleConnectionDataSource(connection, true), SQLDialect.POSTGRES);
            Fleet fleet = new Fleet(dsl, connection);
            fleet.generate(size);
            Statements statements = new Statements(dsl, fleet, measures);
            statements.prepare();
            for (int round = 1; round <= ROUNDS; round++) {
                statements.round(Fleet.END.plus(Duration.ofMinutes(round)));
            }
        }
        double ratio = measures.least(Statements.ASSESSMENT) / measures.least(Statements.FLOOR);
        say("the assessment took %.1f times the floor, the best of %d rounds each; recorded are %.1f times"
                .formatted(ratio, ROUNDS, baseline));

        assertThat(ratio)
                .as("the assessment as a multiple of the floor; where it has to cost more, record so in .ci/ratio")
                .isLessThan(2 * baseline);
    }

    @SuppressWarnings("SystemOut") // a benchmark should print what it measured
    private static void say(String text) {
        System.out.println("Benchmark: " + text);
    }
}
