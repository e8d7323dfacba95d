// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format;

import static dev.rollcall.report.SystemRows.failing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.SystemRows;
import dev.rollcall.report.model.Finding;
import dev.rollcall.report.model.Reason;
import dev.rollcall.report.model.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {

    private static final Finding LOOKALIKE =
            new Finding("reports-unregistered", "web.example.org", "last reported 2026-01-01T04:00:00Z", "web");

    @ParameterizedTest
    @EnumSource
    void should_be_a_sentence_without_an_unknown_commit_when_a_reason_is_known(Reason reason) {
        String advice =
                Advice.on(failing(SystemRows.hostile("web", "a1b2c3", Status.OUTDATED), reason.code(), null), null);

        assertThat(advice).matches("[A-Z].*\\.").doesNotContain("(unknown)");
    }

    @Test
    void should_be_empty_when_rules_of_another_version_gave_the_reason() {
        assertThat(Advice.on(failing(SystemRows.offline("web", "infra"), "struck-by-lightning", null), null))
                .isEmpty();
    }

    @Test
    void should_name_the_host_instead_of_an_installation_when_one_resembles() {
        assertThat(Advice.on(SystemRows.offline("web", "infra"), LOOKALIKE))
                .isEqualTo("A host that reports as 'web.example.org' is probably this machine; it last reported"
                        + " 2026-01-01T04:00:00Z. Correct the reported or the registered name.");
    }

    @Test
    void should_keep_the_advice_of_the_reason_when_a_system_that_reported_has_a_lookalike() {
        assertThat(Advice.on(SystemRows.outdated("web", "infra", "a", 1), LOOKALIKE))
                .startsWith("Deploy commit cccccccccccc. A host that reports as 'web.example.org'");
    }
}
