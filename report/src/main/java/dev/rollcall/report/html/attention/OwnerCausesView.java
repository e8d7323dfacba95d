// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.attention;

import dev.rollcall.report.html.link.Slugs;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.model.Bounded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An owner (or null), its systems that need attention, and how many it has of each cause. */
public record OwnerCausesView(
        String anchor, @Nullable String owner, String needing, Bounded<HostView> systems, List<CauseLink> causes) {

    /** A cause with the owner's number of systems; without a link if the page has no section for the cause. */
    public record CauseLink(
            String title, boolean needsAttention, @Nullable String anchor, String count) {}

    /** The anchor of an owner on the attention page, stable over nights. */
    public static String anchorOf(@Nullable String owner) {
        return owner == null ? "no-owner" : "owner-" + Slugs.of(owner);
    }
}
