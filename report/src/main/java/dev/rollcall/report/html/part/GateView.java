// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.text.Words;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gate's verdict on the overview: violated rules first, and a limited number of rules. */
public record GateView(
        Outcome outcome,
        @Nullable String reason,
        String summary,
        Bounded<RuleView> rules,
        List<ExemptionView> exemptions) {

    private static final int ROWS_OF_RULES = 10;
    private static final int HOSTS_OF_RULE = 10;

    /** A rule with the first of the systems that violate it. */
    public record RuleView(
            Outcome outcome,
            String rule,
            String scope,
            String threshold,
            String measured,
            Bounded<HostView> brokenBy) {}

    /** Systems that are exempt, or were until their exemption expired. */
    public record ExemptionView(
            String hosts, String systems, String reason, String owner, String expires, boolean isExpired) {}

    public static @Nullable GateView of(@Nullable GateVerdict verdict, HostLinks links) {
        return verdict == null
                ? null
                : new GateView(
                        verdict.outcome(),
                        Words.visibleOrNull(verdict.reason()),
                        summary(verdict.rules()),
                        Bounded.of(
                                        verdict.rules().stream()
                                                .sorted(Comparator.comparing(rule -> rank(rule.outcome())))
                                                .toList(),
                                        ROWS_OF_RULES)
                                .map(rule -> rule(rule, links)),
                        verdict.exemptions().stream().map(GateView::exemption).toList());
    }

    private static String summary(List<GateRule> rules) {
        return Words.count(rules.size(), "rule", "rules")
                + counted(rules, Outcome.FAILED, "failed")
                + counted(rules, Outcome.UNDECIDABLE, "undecided");
    }

    private static String counted(List<GateRule> rules, Outcome outcome, String word) {
        int count =
                (int) rules.stream().filter(rule -> rule.outcome() == outcome).count();
        return count == 0 ? "" : ", " + Words.count(count) + " " + word;
    }

    /** Why a system is exempt, in a sentence. */
    public static String words(GateExemption exemption) {
        return Words.visible(exemption.reason() + " (" + exemption.owner() + ", until " + exemption.expires() + ")");
    }

    /** Violated rules come first, and those that hold last. */
    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case FAILED -> 0;
            case UNDECIDABLE -> 1;
            case PASSED -> 2;
        };
    }

    private static RuleView rule(GateRule rule, HostLinks links) {
        return new RuleView(
                rule.outcome(),
                rule.rule(),
                Words.visible(rule.scope()),
                Words.visible(rule.threshold()),
                Words.visible(rule.measured()),
                rule.brokenBy().limit(HOSTS_OF_RULE).map(host -> HostView.of(host, links)));
    }

    private static ExemptionView exemption(GateExemption exemption) {
        return new ExemptionView(
                Words.visible(exemption.subject()),
                Words.systems(exemption.systems().total()),
                Words.visible(exemption.reason()),
                Words.visible(exemption.owner()),
                exemption.expires().toString(),
                exemption.isExpired());
    }
}
