// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.format.diff.DiffFormat;
import dev.rollcall.report.format.diff.DiffSections;
import dev.rollcall.report.format.diff.DiffSections.Section;
import dev.rollcall.report.format.syntax.Markdown;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.ErrorCount;
import dev.rollcall.report.model.FirstOf;
import dev.rollcall.report.model.FleetVerdict;
import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.Rollback;
import dev.rollcall.report.model.SnapshotDiff;
import dev.rollcall.report.model.SnapshotReport;
import dev.rollcall.report.model.SnapshotReport.FindingCount;
import dev.rollcall.report.model.StatusChange;
import dev.rollcall.report.wording.ErrorText;
import dev.rollcall.report.wording.VerdictText;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.text.Words;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A summary for a pipeline or a comment: the verdict, the counts, the changes and the most urgent systems. Lists are
 * limited to fit one printed page.
 */
public final class MarkdownFormat implements SnapshotFormat {

    /** GitHub limits comments to 65,536 characters; other services are similar. */
    static final int MAX_BYTES = 60_000;

    private static final int MAX_RULES = 5;
    private static final int MAX_EXEMPTIONS = 3;
    private static final int MAX_KINDS_OF_CHANGE = 8;
    private static final int MAX_ERRORS = 3;
    private static final int WORST = 8;
    private static final int CHARACTERS_OF_HOSTS = 40;

    private static final List<Outcome> RULES_FIRST = List.of(Outcome.FAILED, Outcome.UNDECIDABLE, Outcome.PASSED);

    @Override
    public void write(SnapshotReport report, Systems systems, Writer out) throws IOException {
        MarkdownText text = new MarkdownText(MAX_BYTES);
        heading(text, report);
        gate(text, report.gate());
        counts(text, report);
        if (report.changes() != null) {
            changes(text, report.changes());
        }
        worst(text, report, systems);
        errors(text, report);
        findings(text, report);
        out.write(text.toString());
        out.flush();
    }

    private static void heading(MarkdownText text, SnapshotReport report) {
        GateVerdict gate = report.gate();
        FleetVerdict verdict = report.verdict().get();
        String headline = Markdown.text(VerdictText.headline(verdict));
        text.add("## Rollcall: ")
                .add(
                        gate == null
                                ? headline
                                : gate.outcome().symbol() + " the gate "
                                        + gate.outcome().words())
                .add("\n\n")
                .add(Markdown.text(MarkdownText.cell(DiffFormat.words(report.snapshot()))))
                .add("\n");
        text.add("\n")
                .add(gate == null ? "" : "**" + headline + ".** ")
                .add(Markdown.text(VerdictText.sentences(verdict)))
                .add("\n");
        if (report.isStale()) {
            text.add("\n**The inventory is stale: the statuses below may be out of date.**\n");
        }
    }

    private static void gate(MarkdownText text, @Nullable GateVerdict gate) {
        if (gate == null) {
            return;
        }
        if (gate.reason() != null) {
            text.add("\n" + Markdown.text(MarkdownText.cell(gate.reason())) + "\n");
        }
        text.add("\n")
                .row("", "Rule", "Scope", "Limit", "Actual", "Offenders")
                .add("| --- | --- | --- | --- | --- | --- |\n")
                .rows(
                        gate.rules().stream()
                                // the most important first, because the number of rows is limited
                                .sorted(Comparator.comparing(rule -> RULES_FIRST.indexOf(rule.outcome())))
                                .toList(),
                        MAX_RULES,
                        gate.rules().size(),
                        MarkdownFormat::rule);
        if (!gate.exemptions().isEmpty()) {
            text.add("\n**Exemptions**\n\n")
                    .row("Exemption", "Systems", "Reason", "Owner", "Expires")
                    .add("| --- | ---: | --- | --- | --- |\n")
                    .rows(gate.exemptions(), MAX_EXEMPTIONS, gate.exemptions().size(), MarkdownFormat::exemption);
        }
    }

    private static String[] rule(GateRule rule) {
        return new String[] {
            rule.outcome().symbol() + " " + rule.outcome().code(),
            rule.rule(),
            rule.scope(),
            rule.threshold(),
            rule.measured(),
            hosts(rule.brokenBy())
        };
    }

    /** As many as fit a cell. */
    private static String hosts(Bounded<String> hostnames) {
        StringBuilder hosts = new StringBuilder();
        int shown = 0;
        for (String hostname : hostnames.shown()) {
            String host = Words.visible(hostname);
            if (shown > 0 && hosts.length() + host.length() > CHARACTERS_OF_HOSTS) {
                break;
            }
            hosts.append(shown == 0 ? "" : ", ").append(host);
            shown++;
        }
        return hosts + (hostnames.total() > shown ? " and " + Words.count(hostnames.total() - shown) + " more" : "");
    }

    private static String[] exemption(GateExemption exemption) {
        return new String[] {
            exemption.subject(),
            Words.count(exemption.systems().total()),
            exemption.reason(),
            exemption.owner(),
            exemption.expires() + (exemption.isExpired() ? " (expired)" : "")
        };
    }

    private static void counts(MarkdownText text, SnapshotReport report) {
        Counts now = report.snapshot().counts();
        Counts before =
                report.changes() == null ? now : report.changes().baseline().counts();
        text.add("\n").row("Status", "Systems", "Share", "Change").add("| --- | ---: | ---: | ---: |\n");
        for (Status status : Status.values()) {
            text.row(
                    status.symbol() + " " + status.displayName(),
                    Words.count(now.of(status)),
                    Words.share(now.of(status), now.systems()),
                    change(before.of(status), now.of(status)));
        }
        text.row("systems", Words.count(now.systems()), "", change(before.systems(), now.systems()));
        List<String> marks = new ArrayList<>();
        addMark(marks, now.silent(), "silent");
        if (now.rebootNeeded() > 0) {
            marks.add(Words.count(now.rebootNeeded(), "needs a reboot", "need a reboot"));
        }
        addMark(marks, now.pinned(), "pinned");
        addMark(marks, report.gate() == null ? 0 : report.gate().exemptSystems(), "exempt");
        if (!marks.isEmpty()) {
            text.add("\nOf these ").add(String.join(", ", marks)).add(".\n");
        }
    }

    private static void addMark(List<String> marks, int count, String what) {
        if (count > 0) {
            marks.add(Words.count(count) + " " + what);
        }
    }

    private static void changes(MarkdownText text, SnapshotDiff changes) {
        text.add("\n**Changes since ")
                .add(Markdown.text(MarkdownText.cell(DiffFormat.words(changes.baseline()))))
                .add("**\n");
        List<String[]> rows = new ArrayList<>();
        Bounded<Rollback> rollbacks = changes.rollbacks();
        if (rollbacks.total() > 0) {
            List<String> hosts = rollbacks.shown().stream()
                    .map(Rollback::hostname)
                    .distinct()
                    .toList();
            int repeated = rollbacks.shown().size() - hosts.size();
            rows.add(new String[] {
                DiffFormat.WENT_BACK,
                // with an earlier baseline a system may have gone back several times
                Words.count(rollbacks.total()) + (repeated > 0 ? " times" : ""),
                hosts(new Bounded<>(hosts, rollbacks.total() - repeated))
            });
        }
        for (Section section : DiffSections.of(changes)) {
            rows.add(new String[] {
                section.heading(),
                Words.count(section.changes().total()),
                hosts(section.changes().map(StatusChange::hostname))
            });
        }
        if (rows.isEmpty()) {
            text.add("\nNothing changed.\n");
        } else {
            text.add("\n")
                    .row("Change", "Systems", "Which")
                    .add("| --- | ---: | --- |\n")
                    .rows(rows, MAX_KINDS_OF_CHANGE, rows.size(), row -> row);
        }
    }

    private static void worst(MarkdownText text, SnapshotReport report, Systems systems) {
        FirstOf<SystemRow> first = new FirstOf<>(
                WORST, Band.mostUrgentFirst(report.snapshot().asOf()).thenComparing(SystemRow::hostname));
        systems.forEach(system -> {
            if (system.status() != Status.UP_TO_DATE && !report.isExempt(system)) {
                first.add(system);
            }
        });
        Bounded<SystemRow> worst = first.get();
        if (worst.total() == 0) {
            return;
        }
        boolean hasOwners = worst.shown().stream().anyMatch(system -> system.owner() != null);
        text.add("\n**Most urgent systems**\n\n")
                .row("Host", hasOwners ? "Flake, owner" : "Flake", "Status", "Reason", "Behind")
                .add("| --- | --- | --- | --- | --- |\n")
                .rows(worst.shown(), WORST, worst.total(), system -> new String[] {
                    system.hostname(),
                    (system.flake() == null ? "-" : system.flake())
                            + (system.owner() == null ? "" : ", " + system.owner()),
                    system.status().symbol() + " " + system.status().displayName(),
                    system.reason().code(),
                    behind(system, report)
                });
    }

    private static String behind(SystemRow system, SnapshotReport report) {
        if (system.commitsBehind() == null || system.behindSince() == null) {
            return "-";
        }
        return Words.count(system.commitsBehind(), "commit", "commits") + ", "
                + Words.age(system.behindSince(), report.snapshot().asOf());
    }

    private static void errors(MarkdownText text, SnapshotReport report) {
        Bounded<ErrorCount> errors = report.errors();
        if (errors.total() > 0) {
            text.add("\n**Failing evaluations**\n\n")
                    .row("Systems", "Reason", "Error")
                    .add("| ---: | --- | --- |\n")
                    .rows(errors.shown(), MAX_ERRORS, errors.total(), error -> new String[] {
                        Words.count(error.systems()), error.reason().code(), ErrorText.headline(error.error())
                    });
        }
    }

    private static void findings(MarkdownText text, SnapshotReport report) {
        List<FindingCount> found = report.findings().stream()
                .filter(finding -> finding.count() > 0)
                .toList();
        if (!found.isEmpty()) {
            text.add("\n**Problems in the inventory:** ")
                    .add(Markdown.text(found.stream()
                            .map(finding -> Words.count(finding.count()) + " "
                                    + finding.finding().code())
                            .collect(Collectors.joining(", "))))
                    .add("\n");
        }
    }

    private static String change(int before, int now) {
        return before == now ? "" : String.format(Locale.ROOT, "%+,d", now - before);
    }
}
