// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.attention;

import dev.rollcall.report.html.link.Slugs;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.model.Bounded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An owner (null for none), its systems that need attention, and how many it has of each cause. */
public record OwnerCausesView(
        String anchor, @Nullable String owner, String needing, Bounded<HostView> systems, List<CauseLink> causes) {

    /** A cause with how many systems of the owner it has; without a way to it where the page has no room for the cause. */
    public record CauseLink(
            String title, boolean needsAttention, @Nullable String anchor, String count) {}

    /** The place of an owner on the page of what needs attention, the same every night. */
    public static String anchorOf(@Nullable String owner) {
        return owner == null ? "no-owner" : "owner-" + Slugs.of(owner);
    }
}
