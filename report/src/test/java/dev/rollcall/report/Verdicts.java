// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.schema.domain.NamePattern;
import dev.rollcall.schema.domain.Outcome;
import java.time.LocalDate;
import java.util.List;

/** Verdicts for tests, as a gate could have given them. */
public final class Verdicts {

    private Verdicts() {}

    /** One rule that these hosts violate, one that holds, an active and an expired exemption. */
    public static GateVerdict failed(List<String> brokenBy, String exempt, int exemptSystems) {
        return new GateVerdict(
                Outcome.FAILED,
                null,
                List.of(
                        new GateRule(
                                "max-outdated",
                                "fleet",
                                "at most 0",
                                brokenBy.size() + " systems",
                                Outcome.FAILED,
                                new Bounded<>(brokenBy, brokenBy.size())),
                        new GateRule(
                                "max-offline",
                                "environment prod",
                                "at most 5%",
                                "0 of 3 systems (0%)",
                                Outcome.PASSED,
                                new Bounded<>(List.of(), 0))),
                List.of(
                        new GateExemption(
                                new NamePattern(exempt),
                                null,
                                "being rebuilt",
                                "ops",
                                LocalDate.of(2026, 12, 31),
                                false,
                                new Bounded<>(List.of(), exemptSystems)),
                        new GateExemption(
                                new NamePattern("old-*"),
                                null,
                                "forgotten",
                                "nobody",
                                LocalDate.of(2026, 1, 31),
                                true,
                                new Bounded<>(List.of("old-1"), 1))));
    }

    /** The text is in every text field of a policy and its results, next to the violating host. */
    public static GateVerdict hostile(String text, String brokenBy) {
        return new GateVerdict(
                Outcome.UNDECIDABLE,
                text,
                List.of(new GateRule(
                        "max-outdated", text, text, text, Outcome.UNDECIDABLE, new Bounded<>(List.of(brokenBy), 1))),
                List.of(new GateExemption(
                        new NamePattern(text),
                        null,
                        text,
                        text,
                        LocalDate.of(2026, 12, 31),
                        false,
                        new Bounded<>(List.of(text), 1))));
    }

    /** Like {@link #hostile(String, String)}, with a rule and an exemption per text. */
    public static GateVerdict hostile(List<String> texts) {
        List<GateVerdict> each = texts.stream().map(text -> hostile(text, text)).toList();
        return new GateVerdict(
                Outcome.UNDECIDABLE,
                String.join(" ", texts),
                each.stream().flatMap(one -> one.rules().stream()).toList(),
                each.stream().flatMap(one -> one.exemptions().stream()).toList());
    }
}
