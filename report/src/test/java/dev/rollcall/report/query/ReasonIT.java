// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.inventory.Tables.REASONS;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.model.Reason;
import dev.rollcall.schema.PostgresExtension;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReasonIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @Test
    void should_know_the_words_of_the_rules_when_the_two_are_compared() {
        Map<String, String> known = Arrays.stream(Reason.values())
                .collect(toMap(Reason::code, reason -> reason.status().displayName()));

        assertThat(POSTGRES.dsl().selectFrom(REASONS).fetchMap(REASONS.REASON, REASONS.STATUS))
                .isEqualTo(known);
    }
}
