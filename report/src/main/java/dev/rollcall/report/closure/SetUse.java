// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.closure;

import java.util.List;

/** How many systems run a closure with one set of packages, and the first of them by name. */
public record SetUse(int set, int systems, List<String> firstHosts) {

    public SetUse {
        firstHosts = List.copyOf(firstHosts);
    }
}
