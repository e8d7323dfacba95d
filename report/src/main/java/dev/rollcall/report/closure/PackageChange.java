// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.closure;

import dev.rollcall.schema.domain.VersionOrder;
import java.util.List;

/**
 * What differs in a package between two closures: the versions that only the first has, and those that only the second has, the
 * oldest first. One of both lists may be empty.
 */
public record PackageChange(String name, List<String> before, List<String> after) {

    public PackageChange {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** What happened to the package. */
    public enum Kind {
        UPDATED,
        DOWNGRADED,
        ADDED,
        REMOVED
    }

    public Kind kind() {
        if (before.isEmpty()) {
            return Kind.ADDED;
        }
        if (after.isEmpty()) {
            return Kind.REMOVED;
        }
        return VersionOrder.OLDEST_FIRST.compare(newest(after), newest(before)) < 0 ? Kind.DOWNGRADED : Kind.UPDATED;
    }

    private static String newest(List<String> versions) {
        return versions.get(versions.size() - 1);
    }
}
