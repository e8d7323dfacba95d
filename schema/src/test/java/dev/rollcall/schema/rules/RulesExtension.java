// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hour;
import static dev.rollcall.schema.jooq.inventory.Tables.ASSESS_SYSTEMS;
import static dev.rollcall.schema.jooq.inventory.Tables.FIND_FINDINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.jooq.inventory.tables.records.AssessSystemsRecord;
import dev.rollcall.schema.oracle.Verdict;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.jooq.types.YearToMonth;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives each test an empty inventory and queries the rules at hour 10; everything is rolled back. */
final class RulesExtension implements BeforeEachCallback, AfterEachCallback {

    static final double NOW = 10;
    static final Duration SILENT_AFTER = Duration.ofHours(4);
    static final Duration STALE_AFTER = Duration.ofDays(1);

    private final PostgresExtension postgres;
    private @Nullable Connection connection;

    private RulesExtension(PostgresExtension postgres) {
        this.postgres = postgres;
    }

    static RulesExtension on(PostgresExtension postgres) {
        return new RulesExtension(postgres);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        connection = postgres.database().dataSource().getConnection();
        connection.setAutoCommit(false);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try (Connection used = Objects.requireNonNull(connection)) {
            used.rollback();
        }
    }

    DSLContext dsl() {
        return DSL.using(Objects.requireNonNull(connection));
    }

    Fleet fleet() {
        return new Fleet(dsl());
    }

    /** The flake {@code infra} with commits c1, c2 and c3 at hours 1, 2 and 3; and a flake {@code other}. */
    Fleet fleetOfThreeCommits() {
        return fleet().flake("infra")
                .flake("other")
                .commit("infra", "c1", 1)
                .commit("infra", "c2", 2)
                .commit("infra", "c3", 3);
    }

    /** The verdict by evidence on the only system. */
    Verdict verdict() {
        return verdict(Matching.EVIDENCE);
    }

    Verdict verdict(Matching matching) {
        List<Verdict> verdicts = verdicts(matching);
        assertThat(verdicts).hasSize(1);
        return verdicts.get(0);
    }

    List<Verdict> verdicts(Matching matching) {
        return assess(matching).map(Verdicts::of);
    }

    Result<AssessSystemsRecord> assess(Matching matching) {
        return assess(hour(NOW), matching, null, null);
    }

    Result<AssessSystemsRecord> assess(
            Instant asOf, Matching matching, @Nullable String hostFrom, @Nullable String hostTo) {
        return dsl().selectFrom(ASSESS_SYSTEMS.call(
                        asOf.atOffset(ZoneOffset.UTC),
                        matching,
                        YearToSecond.valueOf(SILENT_AFTER),
                        hostFrom,
                        hostTo,
                        null))
                .orderBy(ASSESS_SYSTEMS.HOSTNAME.collate("C"))
                .fetch();
    }

    /** The findings at hour 10, searched at that hour. */
    List<Finding> findings() {
        return findings(hour(NOW), hour(NOW));
    }

    /** The findings at hour 10 with a baseline at that time. */
    List<Finding> findingsSince(Instant baseline) {
        return findings(hour(NOW), hour(NOW), baseline);
    }

    List<Finding> findings(Instant asOf, Instant foundAt) {
        return findings(asOf, foundAt, null);
    }

    private List<Finding> findings(Instant asOf, Instant foundAt, @Nullable Instant baseline) {
        return dsl().selectFrom(FIND_FINDINGS.call(
                        asOf.atOffset(ZoneOffset.UTC),
                        foundAt.atOffset(ZoneOffset.UTC),
                        interval(STALE_AFTER),
                        baseline == null ? null : baseline.atOffset(ZoneOffset.UTC),
                        interval(Duration.ofDays(7)),
                        interval(Duration.ofDays(30)),
                        interval(Duration.ofDays(30)),
                        interval(Duration.ofDays(1)),
                        null))
                .orderBy(FIND_FINDINGS.FINDING, FIND_FINDINGS.SUBJECT)
                .fetch(row ->
                        new Finding(row.getFinding().code(), row.getSubject(), row.getDetail(), row.getResembles()));
    }

    /** {@code YearToSecond.valueOf} would convert 30 days to a month. */
    private static YearToSecond interval(Duration duration) {
        return new YearToSecond(new YearToMonth(), DayToSecond.valueOf(duration));
    }

    record Finding(
            String finding,
            String subject,
            @Nullable String detail,
            @Nullable String resembles) {}
}
