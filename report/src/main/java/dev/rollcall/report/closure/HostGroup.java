// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.closure;

import java.util.List;

/** Systems that run the same: how many, and the first of them by name; the number is different for each group. */
public record HostGroup(int number, int systems, List<String> firstHosts) {

    /** How many systems of a group are named. */
    public static final int MAX_HOSTS = 5;

    public HostGroup {
        firstHosts = List.copyOf(firstHosts);
    }
}
