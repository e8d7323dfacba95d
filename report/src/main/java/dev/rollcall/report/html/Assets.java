// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import java.util.List;

/** The one stylesheet and the one script of all pages; without the script they are complete. */
public record Assets(Asset stylesheet, Asset script) {

    public static Assets load() {
        return new Assets(Asset.load("rollcall", ".css"), Asset.load("rollcall", ".js"));
    }

    public List<Asset> all() {
        return List.of(stylesheet, script);
    }
}
