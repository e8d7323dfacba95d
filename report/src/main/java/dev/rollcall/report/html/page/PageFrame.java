// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import dev.rollcall.report.html.link.Links;
import org.jspecify.annotations.Nullable;

/**
 * What is around every page: its title, the section that the navigation marks, the ways to other pages and to other nights
 * (null on a page of no one night), the files that all pages share, and the version.
 */
public record PageFrame(
        String title, String section, Links links, @Nullable NightsView nights, Files files, String version) {

    /** The ways to the files that all pages share. */
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
