// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reasons named by a user, and statuses without facts. */
class ReasonsIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void aSystemForEachReason() throws IOException {
        POSTGRES.clear();
        try (InputStream sql = Objects.requireNonNull(ReasonsIT.class.getResourceAsStream("every-reason.sql"))) {
            POSTGRES.dsl().execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--forbid-reason withdrawn-commit                              | 10 | no withdrawn-commit",
                "--forbid-reason hosts:held=withdrawn-commit                   | 0  | no withdrawn-commit",
                "--require-up-to-date held                                     | 0  | 1 of 1 system",
                "--require-up-to-date runs-pin                                 | 0  | 1 of 1 system",
                "--require-up-to-date other-system                             | 10 | 0 of 1 system",
                "--require-up-to-date withdrawn-commit                         | 10 | 0 of 1 system",
                "--expect-commit hosts:short-revision=b2000000                 | 0  | 1 of 1 system",
                "--expect-commit hosts:withdrawn-commit=a1000000               | 10 | 0 of 1 system",
                "--expect-commit d4000000                                      | 11 | no longer on the branch of its flake",
            })
    void should_evaluate_reasons_and_branch_order_when_rules_name_them(String rule, int exitCode, String measured) {
        Outcome outcome = rollcall(("run --out report " + rule).split(" "));

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(exitCode);
        assertThat(outcome.out()).contains(measured);
    }

    @Test
    void should_follow_the_branch_when_a_commit_is_dated_before_its_parent() {
        POSTGRES.dsl()
                .execute(
                        "update inventory.commits set commit_timestamp = '2025-06-01' where subject = 'Update nixpkgs'");

        assertThat(rollcall("run", "--out", "report", "--expect-commit", "hosts:runs-newest=b2000000")
                        .exitCode())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "status --reason evaluation-faild     | but was 'evaluation-faild'. Did you mean evaluation-failed?",
                "status --reason nonsense             | expected one of runs-newest, evaluated-newest",
                "status --flake ifra                  | There is no flake 'ifra'. Did you mean infra?",
                "status --hosts wep                   | There is no host 'wep'. Did you mean web?",
                "status --environment production      | There is no environment 'production'.",
                "run --out report --forbid-reason dirty-rev | did you mean dirty-revision?",
            })
    void should_suggest_the_nearest_when_a_name_is_unknown(String command, String message) {
        Outcome outcome = rollcall(command.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(message);
    }

    @Test
    void should_report_the_line_when_a_policy_has_an_unknown_reason() throws IOException {
        Files.writeString(folder.resolve("policy.yaml"), "rules:\n  - forbid-reason: helt\n");

        Outcome outcome = rollcall("run", "--out", "report", "--policy", "policy.yaml");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).contains("line 2", "'helt' is not a value of forbid-reason", "did you mean held?");
    }

    @Test
    void should_warn_when_statuses_come_from_a_stale_or_empty_inventory() {
        Outcome stale = RollcallProgram.in(folder, Fleet.hour(100))
                .on(POSTGRES.settings())
                .run("status", "--status", "outdated");
        Outcome fresh = rollcall("status");
        POSTGRES.clear();
        Outcome empty = rollcall("status");
        Outcome night = rollcall("run");

        assertThat(stale.err()).contains("the inventory is stale (nothing newer than 2026-01-01 04:00 UTC)");
        assertThat(fresh.err()).isEmpty();
        assertThat(empty.err()).contains("the inventory is stale (it is empty)", "no active system is registered");
        assertThat(night.err()).contains("no active system is registered");
    }

    private Outcome rollcall(String... args) {
        return RollcallProgram.in(folder, Fleet.hour(12))
                .on(POSTGRES.settings())
                .run(args);
    }
}
