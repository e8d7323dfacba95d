// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.wording;

import static dev.rollcall.report.SystemRows.failing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.SystemRows;
import dev.rollcall.report.model.Band;
import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Reboot;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {

    private static final Finding LOOKALIKE = new Finding(
            FindingKind.REPORTS_UNREGISTERED, "web.example.org", "last reported 2026-01-01T04:00:00Z", "web");

    private static final Set<Reason> PINNED = Set.of(Reason.AWAITING_PIN, Reason.WITHDRAWN_COMMIT);

    @ParameterizedTest
    @EnumSource
    void should_be_a_sentence_without_an_unknown_commit_when_a_reason_is_known(Reason reason) {
        SystemRow heard =
                SystemRows.seen(SystemRows.hostile("web", "a1b2c3", Status.OUTDATED), SystemRows.AS_OF, false);
        String advice = Advice.on(failing(heard, reason.code(), null), null, SystemRows.AS_OF);

        assertThat(advice).matches("[A-Z].*\\.").doesNotContain("(unknown)");
    }

    @Test
    void should_name_the_host_instead_of_an_installation_when_one_is_similar() {
        assertThat(Advice.on(SystemRows.offline("web", "infra"), LOOKALIKE, SystemRows.AS_OF))
                .isEqualTo("A host that reports as 'web.example.org' is probably this machine; it last reported"
                        + " 2026-01-01T04:00:00Z. Correct the reported or registered name.");
    }

    @Test
    void should_keep_the_advice_of_the_reason_when_a_system_that_reported_has_a_lookalike() {
        assertThat(Advice.on(SystemRows.outdated("web", "infra", "a", 1), LOOKALIKE, SystemRows.AS_OF))
                .startsWith("Deploy commit cccccccccccc. A host that reports as 'web.example.org'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DIRTY_REVISION       | Commit the changes and deploy them, or deploy commit 0123456789ab.
            UNRECOGNISED_CLOSURE | Find out who built what it runs, and deploy commit 0123456789ab.
            BUILD_FAILED         | Fix the build of commit fedcba987654, then deploy it.
            EVALUATION_FAILED    | Fix the configuration: commit fedcba987654 fails to evaluate for it.
            AWAITING_DEPLOYMENT  | Deploy commit 0123456789ab.
            AWAITING_PIN         | Deploy commit 111111111111, which it is pinned to, or change the pin.
            WITHDRAWN_COMMIT     | Deploy commit 111111111111 (its pin). If the branch still has what it runs, import it from a fresh clone.
            """)
    void should_name_the_commit_that_matters_when_a_reason_is_about_one(Reason reason, String advice) {
        assertThat(Advice.on(system(reason, "0123456789abcdef", 1, null), null, SystemRows.AS_OF))
                .isEqualTo(advice);
    }

    @Test
    void should_report_what_a_pin_has_to_be_when_it_is_not_on_the_branch() {
        assertThat(Advice.on(system(Reason.AWAITING_PIN, null, null, null), null, SystemRows.AS_OF))
                .startsWith("Pin it to the full hash of a commit");
    }

    @Test
    void should_ask_for_any_commit_when_none_is_evaluated() {
        assertThat(Advice.on(system(Reason.AWAITING_DEPLOYMENT, null, 1, null), null, SystemRows.AS_OF))
                .isEqualTo("Deploy a commit of its flake.");
    }

    @Test
    void should_ask_for_a_fix_only_when_an_evaluation_failed() {
        assertThat(Advice.on(system(Reason.NO_SUCCESSFUL_EVALUATION, null, null, "error: no"), null, SystemRows.AS_OF))
                .startsWith("Fix the configuration");
        assertThat(Advice.on(system(Reason.NO_SUCCESSFUL_EVALUATION, null, null, null), null, SystemRows.AS_OF))
                .startsWith("Evaluate it and import");
    }

    @Test
    void should_ask_for_a_reboot_only_when_there_is_nothing_to_deploy_before() {
        assertThat(Advice.on(
                        SystemRows.rebootNeeded(SystemRows.upToDate("web", "infra"), true, 3), null, SystemRows.AS_OF))
                .isEqualTo("Reboot it.");
        assertThat(Advice.on(
                        SystemRows.rebootNeeded(SystemRows.upToDate("web", "infra"), false, 3), null, SystemRows.AS_OF))
                .isEqualTo("Nothing to do.");
        assertThat(Advice.on(
                        SystemRows.rebootNeeded(SystemRows.outdated("web", "infra", "a", 3), true, 3),
                        null,
                        SystemRows.AS_OF))
                .isEqualTo("Deploy commit cccccccccccc.");
    }

    @Test
    void should_first_ask_whether_it_is_up_when_a_system_is_not_heard_from() {
        Instant longAgo = SystemRows.AS_OF.minus(Duration.ofDays(20));

        assertThat(Advice.on(
                        SystemRows.seen(SystemRows.outdated("web", "infra", "a", 30), longAgo, false),
                        null,
                        SystemRows.AS_OF))
                .startsWith("Check that it is up and can report;")
                .endsWith(" Then deploy commit cccccccccccc.");
        assertThat(Advice.on(
                        SystemRows.seen(SystemRows.upToDate("web", "infra"), longAgo, true), null, SystemRows.AS_OF))
                .startsWith("Check that it is up")
                .doesNotContain("nothing to do");
    }

    @ParameterizedTest
    @EnumSource
    void should_name_no_commit_when_systems_with_different_commits_are_advised_together(Reason reason) {
        assertThat(Advice.inGeneral(Band.UNKNOWN_STATE, system(reason, "0123456789abcdef", 1, null)))
                .matches("[A-Z].*\\.")
                .doesNotContain("null", "(unknown)");
    }

    private static SystemRow system(
            Reason reason, @Nullable String evaluated, @Nullable Integer behind, @Nullable String error) {
        return new SystemRow(
                "web",
                "infra",
                reason.status(),
                reason,
                null,
                null,
                evaluated,
                "fedcba9876543210",
                behind,
                null,
                null,
                null,
                false,
                null,
                null,
                PINNED.contains(reason) ? "1111111111111111" : null,
                null,
                null,
                error,
                Reboot.NOT_COLLECTED);
    }
}
