// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import java.util.List;

/**
 * The files that all pages share; without the scripts they are complete.
 *
 * @param dark what the stylesheet looks like in the dark scheme
 * @param scheme the script that chooses the scheme before anything is drawn
 * @param script what makes tables easier to use
 * @param find what finds systems on the many pages of a large fleet
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
