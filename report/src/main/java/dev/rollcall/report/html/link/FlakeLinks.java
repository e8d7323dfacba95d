// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.link;

import dev.rollcall.report.model.FlakeTotals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Links to the pages of flakes. */
public final class FlakeLinks {

    public static final FlakeLinks NONE = new FlakeLinks(Map.of());

    private final Map<String, String> pages;

    private FlakeLinks(Map<String, String> pages) {
        this.pages = pages;
    }

    /** Systems without a flake, and flakes that have left the snapshot, have no page. */
    public static FlakeLinks of(List<FlakeTotals> flakes) {
        Map<String, String> pages = new HashMap<>();
        for (FlakeTotals totals : flakes) {
            if (totals.flake() != null && totals.isInUse()) {
                pages.put(totals.flake(), "flakes/" + Slugs.of(totals.flake()) + ".html");
            }
        }
        return new FlakeLinks(pages);
    }

    /** Relative to the snapshot's folder. */
    public @Nullable String linkTo(@Nullable String flake) {
        return flake == null ? null : pages.get(flake);
    }
}
