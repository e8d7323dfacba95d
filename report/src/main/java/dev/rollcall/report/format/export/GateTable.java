// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.format.syntax.TableWidth;
import dev.rollcall.report.format.syntax.TextTable;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.schema.text.Words;
import java.util.Locale;

/** A gate's verdict as plain text for a terminal. */
public final class GateTable {

    private static final int SHOWN = 5;
    private static final int MAX_NAME_LENGTH = 64;

    private GateTable() {}

    public static String text(GateVerdict verdict, TableWidth width) {
        StringBuilder text = new StringBuilder("Gate: ")
                .append(verdict.outcome().code().toUpperCase(Locale.ROOT))
                .append(verdict.reason() == null ? "" : ". " + Words.visible(verdict.reason()))
                .append('\n');
        TextTable rules = new TextTable(width, "  ", "", "RULE", "SCOPE", "LIMIT", "ACTUAL", "OFFENDERS");
        for (GateRule rule : verdict.rules()) {
            rules.add(
                    rule.outcome().symbol(),
                    rule.rule(),
                    Words.visible(rule.scope()),
                    Words.visible(rule.threshold()),
                    Words.visible(rule.measured()),
                    hosts(rule.brokenBy()));
        }
        text.append(rules.text());
        for (GateExemption exemption : verdict.exemptions()) {
            text.append("  ").append(sentence(exemption)).append('\n');
        }
        return text.toString();
    }

    /** An exemption in a sentence, for every human-readable format. */
    static String sentence(GateExemption exemption) {
        return Words.visible((exemption.isExpired() ? "Expired: " : "Exempt: ")
                + Words.systems(exemption.systems().total())
                + (exemption.advisory() == null ? " of " : " with ") + exemption.subject() + " ("
                + exemption.reason() + "; " + exemption.owner() + "; "
                + "until " + exemption.expires() + ")");
    }

    private static String hosts(Bounded<String> hostnames) {
        return hostnames
                .limit(SHOWN)
                .map(name -> Words.shortened(Words.visible(name), MAX_NAME_LENGTH))
                .joined();
    }
}
