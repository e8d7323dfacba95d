// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.advisory;

import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.report.model.Bounded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The advisories that systems have, those with the highest score first.
 *
 * @param notScanned how many systems run a closure that was not scanned, in words; null if none
 * @param deploying what deploying changes, in words; null if nothing
 * @param leftOut how many advisories are not listed, in words; null if none
 */
public record AdvisoriesPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        String headline,
        List<ScannerView> scanners,
        @Nullable String notScanned,
        @Nullable String deploying,
        List<Row> advisories,
        @Nullable String leftOut) {

    /**
     * A scanner with the date of its database, or of its scans if that is unknown.
     *
     * @param oldest the oldest that was used, if it is another
     */
    public record ScannerView(
            String name,
            boolean hasDatabase,
            TimeView newest,
            @Nullable TimeView oldest) {}

    /**
     * An advisory and the systems that have it.
     *
     * @param cleared on how many of them a deployment clears it, in words; null if on none
     * @param isNew whether no system had it in the baseline
     */
    public record Row(
            AdvisoryView advisory,
            boolean isNew,
            List<ExemptionView> exemptions,
            String count,
            Bounded<HostView> systems,
            @Nullable String cleared) {}

    /**
     * Why the gate excludes an advisory.
     *
     * @param hosts the pattern of the systems on which it does; null for all
     */
    public record ExemptionView(
            @Nullable String hosts, String reason, String owner, String expires, boolean isExpired) {}
}
