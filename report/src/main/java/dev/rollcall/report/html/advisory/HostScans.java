// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.advisory;

import dev.rollcall.report.advisory.ClosurePair;
import dev.rollcall.report.advisory.HostAdvisories;
import dev.rollcall.report.advisory.Scan;
import dev.rollcall.report.advisory.UsedScans;
import dev.rollcall.report.html.advisory.HostAdvisoriesView.Row;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.query.AdvisoryQueries;
import dev.rollcall.report.wording.AdvisoryText;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Knows what scanners found in what some systems run, and in what would run after a deployment. */
public final class HostScans {

    private static final int MAX_ADVISORIES = 30;
    private static final int MAX_BROUGHT = 10;
    private static final Set<Reason> DEPLOYABLE = EnumSet.of(Reason.AWAITING_DEPLOYMENT, Reason.AWAITING_PIN);
    private static final ClosurePair NOT_IMPORTED = new ClosurePair(null, null);

    private final @Nullable UsedScans scans;
    private final Map<String, ClosurePair> closures;

    private HostScans(@Nullable UsedScans scans, Map<String, ClosurePair> closures) {
        this.scans = scans;
        this.closures = closures;
    }

    /** Reads those of these systems; nothing is shown of a night that has no scans. */
    public static HostScans of(AdvisoryQueries queries, long snapshotId, List<SystemRow> systems) {
        return queries.scans(snapshotId)
                .map(scans -> new HostScans(
                        scans,
                        queries.closures(
                                snapshotId,
                                systems.stream().map(SystemRow::hostname).toList())))
                .orElseGet(() -> new HostScans(null, Map.of()));
    }

    /** What tells what is shown of a system from what could be shown another night, but the dates, which differ every night. */
    public String facts(SystemRow system) {
        if (scans == null) {
            return "";
        }
        ClosurePair own = closures.getOrDefault(system.hostname(), NOT_IMPORTED);
        return " " + facts(scans.of(own.from())) + (own.to() == null ? "" : facts(scans.of(own.to())));
    }

    private static String facts(List<Scan> some) {
        return some.stream()
                .map(scan -> scan.scanner().name() + " " + scan.scanner().version() + " " + scan.set())
                .toList()
                .toString();
    }

    /** What there is to say of a system; null if nothing is. */
    public @Nullable HostAdvisoriesView of(SystemRow system) {
        if (scans == null || system.storePath() == null) {
            return null;
        }
        HostAdvisories own = scans.of(closures.getOrDefault(system.hostname(), NOT_IMPORTED));
        String runs = dates(own.runs());
        String due = own.due() == null ? "" : dates(own.due());
        return new HostAdvisoriesView(
                AdvisoryText.of(own, DEPLOYABLE.contains(system.reason())),
                new Bounded<>(
                        own.found().stream()
                                .limit(MAX_ADVISORIES)
                                .map(found -> new Row(
                                        AdvisoryView.of(found), own.cleared().contains(found.id())))
                                .toList(),
                        own.found().size()),
                own.brought().stream().limit(MAX_BROUGHT).map(AdvisoryView::of).toList(),
                runs.isEmpty() ? null : runs,
                due.isEmpty() || due.equals(runs) ? null : due);
    }

    /** To the day, because the closures of a night are not all scanned at one time. */
    private static String dates(List<Scan> some) {
        return some.stream()
                .map(scan -> AdvisoryText.scanner(scan.scanner()) + " on " + day(scan.scannedAt())
                        + (scan.scanner().databaseAt() == null
                                ? ""
                                : ", database of " + day(scan.scanner().databaseAt())))
                .collect(Collectors.joining("; "));
    }

    private static String day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
