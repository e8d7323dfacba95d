// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.jooq.inventory.Tables.ASSESS_SYSTEMS;
import static dev.rollcall.schema.jooq.inventory.Tables.FIND_FINDINGS;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.fail;

import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.jooq.inventory.tables.records.FindFindingsRecord;
import dev.rollcall.schema.oracle.Findings;
import dev.rollcall.schema.oracle.Findings.Found;
import dev.rollcall.schema.oracle.Inventory;
import dev.rollcall.schema.oracle.Oracle;
import dev.rollcall.schema.oracle.RandomInventories;
import dev.rollcall.schema.oracle.Shrinker;
import dev.rollcall.schema.oracle.Verdict;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/**
 * Compares the SQL rules with the oracle on random inventories, and reports a difference on the smallest inventory that
 * shows it. Works within an open transaction, which it rolls back repeatedly.
 */
final class OracleComparison {

    private static final Logger LOG = System.getLogger(OracleComparison.class.getName());
    private static final Duration SILENT_AFTER = Duration.ofMinutes(5);
    private static final Duration QUIET_AFTER = Duration.ofMinutes(4);
    private static final Duration REWRITTEN_WITHIN = Duration.ofMinutes(6);

    private final DSLContext dsl;
    private final Consumer<Inventory> filler;

    OracleComparison(DSLContext dsl, Consumer<Inventory> filler) {
        this.dsl = dsl;
        this.filler = filler;
    }

    /** Compares the inventories of the seeds below a number, converted to what a database can hold. */
    void compare(long seeds, UnaryOperator<Inventory> holdable) {
        long instants = 0;
        long rows = 0;
        for (long seed = 0; seed < seeds; seed++) {
            Inventory inventory = holdable.apply(RandomInventories.generate(seed));
            List<Question> questions = questions(inventory, seed);
            instants += questions.size() / Matching.values().length;
            rows += compare(inventory, questions, seed);
        }

        // to the log, because Maven's reports omit what a TestReporter publishes
        LOG.log(Level.INFO, "Compared with the oracle: {0} inventories, {1} instants, {2} rows", seeds, instants, rows);
    }

    /** Compares the findings that the oracle also implements, on the same inventories. */
    void compareFindings(long seeds, UnaryOperator<Inventory> holdable) {
        long rows = 0;
        for (long seed = 0; seed < seeds; seed++) {
            Inventory inventory = holdable.apply(RandomInventories.generate(seed));
            for (Instant asOf : RandomInventories.instants(inventory, seed)) {
                List<Found> expected = oracleFinds(inventory, asOf);
                if (!rulesFind(inventory, asOf).equals(expected)) {
                    explainFindings(inventory, asOf, seed);
                }
                rows += expected.size();
            }
        }
        LOG.log(Level.INFO, "Compared with the oracle: {0} inventories, {1} findings", seeds, rows);
    }

    private void explainFindings(Inventory inventory, Instant asOf, long seed) {
        Inventory smallest = Shrinker.smallest(
                inventory, candidate -> !rulesFind(candidate, asOf).equals(oracleFinds(candidate, asOf)));
        fail(
                "seed %d as of %s%nexpected: %s%nactual: %s%non the inventory:%n%s",
                seed, asOf, oracleFinds(smallest, asOf), rulesFind(smallest, asOf), smallest);
    }

    private static List<Found> oracleFinds(Inventory inventory, Instant asOf) {
        return Findings.of(inventory, asOf, asOf.minus(REWRITTEN_WITHIN), QUIET_AFTER);
    }

    private List<Found> rulesFind(Inventory inventory, Instant asOf) {
        try {
            filler.accept(inventory);
            YearToSecond quietAfter = YearToSecond.valueOf(QUIET_AFTER);
            return dsl.selectFrom(FIND_FINDINGS.call(
                            asOf.atOffset(ZoneOffset.UTC),
                            asOf.atOffset(ZoneOffset.UTC),
                            quietAfter,
                            asOf.minus(REWRITTEN_WITHIN).atOffset(ZoneOffset.UTC),
                            quietAfter,
                            quietAfter,
                            quietAfter,
                            quietAfter,
                            null))
                    .where(FIND_FINDINGS.FINDING.in(
                            FindingKind.NAME_MISMATCH,
                            FindingKind.UNKNOWN_PIN,
                            FindingKind.WITHDRAWN_COMMITS,
                            FindingKind.FUTURE_COMMIT,
                            FindingKind.QUIET_FEED))
                    .orderBy(FIND_FINDINGS.FINDING.collate("C"), FIND_FINDINGS.SUBJECT.collate("C"))
                    .fetch(row -> new Found(row.getFinding().code(), row.getSubject(), noteOf(row)));
        } finally {
            dsl.execute("rollback");
        }
    }

    private static @Nullable String noteOf(FindFindingsRecord row) {
        String detail = Objects.requireNonNullElse(row.getDetail(), "");
        return switch (row.getFinding()) {
            case NAME_MISMATCH -> detail.contains("it runs what the flake builds as") ? row.getResembles() : null;
            case WITHDRAWN_COMMITS -> detail.replaceAll(" .*", "");
            default -> null;
        };
    }

    private static List<Question> questions(Inventory inventory, long seed) {
        return RandomInventories.instants(inventory, seed).stream()
                .flatMap(asOf -> List.of(Matching.values()).stream().map(matching -> new Question(asOf, matching)))
                .toList();
    }

    /** Returns the number of compared rows. */
    private long compare(Inventory inventory, List<Question> questions, long seed) {
        List<List<Verdict>> actual = rulesSay(inventory, questions);
        for (int i = 0; i < questions.size(); i++) {
            if (!actual.get(i).equals(oracleSays(inventory, questions.get(i)))) {
                explain(inventory, questions.get(i), seed);
            }
        }
        return actual.stream().mapToLong(List::size).sum();
    }

    private void explain(Inventory inventory, Question question, long seed) {
        Inventory smallest = Shrinker.smallest(
                inventory, candidate -> !rulesSay(candidate, question).equals(oracleSays(candidate, question)));
        fail(
                "seed %d as of %s, matching %s%nexpected:%n%sactual:%n%son the inventory:%n%s",
                seed,
                question.asOf(),
                question.matching(),
                lines(oracleSays(smallest, question)),
                lines(rulesSay(smallest, question)),
                smallest);
    }

    private static List<Verdict> oracleSays(Inventory inventory, Question question) {
        return Oracle.assess(inventory, question.asOf(), question.matching(), SILENT_AFTER);
    }

    private List<Verdict> rulesSay(Inventory inventory, Question question) {
        return rulesSay(inventory, List.of(question)).get(0);
    }

    /** Rolls back, which is faster than emptying tables. */
    private List<List<Verdict>> rulesSay(Inventory inventory, List<Question> questions) {
        try {
            filler.accept(inventory);
            return questions.stream().map(this::rulesSay).toList();
        } finally {
            dsl.execute("rollback");
        }
    }

    private List<Verdict> rulesSay(Question question) {
        return dsl.selectFrom(ASSESS_SYSTEMS.call(
                        question.asOf().atOffset(ZoneOffset.UTC),
                        question.matching(),
                        YearToSecond.valueOf(SILENT_AFTER),
                        null,
                        null,
                        null))
                .orderBy(ASSESS_SYSTEMS.HOSTNAME.collate("C"))
                .fetch(Verdicts::of);
    }

    private static String lines(List<Verdict> rows) {
        return rows.stream().map(row -> row + "\n").collect(joining());
    }

    private record Question(Instant asOf, Matching matching) {}
}
