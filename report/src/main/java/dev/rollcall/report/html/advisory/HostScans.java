// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.advisory;

import dev.rollcall.report.advisory.ClosurePair;
import dev.rollcall.report.advisory.HostAdvisories;
import dev.rollcall.report.advisory.Scan;
import dev.rollcall.report.advisory.UsedScans;
import dev.rollcall.report.html.advisory.HostAdvisoriesView.Row;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.wording.AdvisoryText;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.SystemRow;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Knows what scanners found in what some systems run, and in what would run after a deployment.
 *
 * @param closures what each of the systems runs and what is due on it
 */
public record HostScans(UsedScans scans, Map<String, ClosurePair> closures) {

    private static final int MAX_ADVISORIES = 30;
    private static final int MAX_BROUGHT = 10;
    private static final Set<Reason> DEPLOYABLE = EnumSet.of(Reason.AWAITING_DEPLOYMENT, Reason.AWAITING_PIN);
    private static final ClosurePair NOT_KNOWN = new ClosurePair(null, null);

    /** What there is to say of a system, without dates: these differ every night, and its page is not written every night. */
    public HostAdvisoriesView of(SystemRow system) {
        HostAdvisories own = scans.of(closures.getOrDefault(system.hostname(), NOT_KNOWN));
        String runs = scanners(own.runs());
        String due = own.due() == null ? "" : scanners(own.due());
        return new HostAdvisoriesView(
                AdvisoryText.of(own, DEPLOYABLE.contains(system.reason())),
                Bounded.of(own.found(), MAX_ADVISORIES)
                        .map(found ->
                                new Row(AdvisoryView.of(found), own.cleared().contains(found))),
                Bounded.of(own.brought(), MAX_BROUGHT).map(AdvisoryView::of),
                runs.isEmpty() ? null : runs,
                due.isEmpty() || due.equals(runs) ? null : due);
    }

    private static String scanners(List<Scan> some) {
        return some.stream().map(scan -> AdvisoryText.scanner(scan.scanner())).collect(Collectors.joining(", "));
    }
}
