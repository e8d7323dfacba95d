// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import dev.rollcall.report.html.link.Links;
import org.jspecify.annotations.Nullable;

/**
 * The frame of every page: its title, the active section of the navigation, links to other pages and nights (null for a
 * page that belongs to no single night), the shared files, and the version.
 *
 * @param staleWarning why the inventory of the page's night is stale, null if it is not
 */
public record PageFrame(
        String title,
        String section,
        Links links,
        @Nullable NightsView nights,
        @Nullable String staleWarning,
        Files files,
        String version) {

    /** Links to the files shared by all pages. */
    public record Files(String stylesheet, String dark, String scheme, String script, String find) {

        public static Files of(Assets assets, String root) {
            return new Files(
                    root + assets.stylesheet().path(),
                    root + assets.dark().path(),
                    root + assets.scheme().path(),
                    root + assets.script().path(),
                    root + assets.find().path());
        }
    }
}
