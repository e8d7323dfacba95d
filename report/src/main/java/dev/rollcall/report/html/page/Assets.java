// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import java.util.List;

/**
 * The files shared by all pages, which are complete without the scripts.
 *
 * @param dark the stylesheet of the dark scheme
 * @param scheme the script that selects the scheme before anything is drawn
 * @param script the script that makes tables easier to use
 * @param find the script that finds systems on the many pages of a large fleet
 */
public record Assets(Asset stylesheet, Asset dark, Asset scheme, Asset script, Asset find) {

    public static Assets load() {
        return new Assets(
                Asset.load("rollcall", ".css"),
                Asset.load("dark", ".css"),
                Asset.load("scheme", ".js"),
                Asset.load("rollcall", ".js"),
                Asset.load("find", ".js"));
    }

    public List<Asset> all() {
        return List.of(stylesheet, dark, scheme, script, find);
    }
}
