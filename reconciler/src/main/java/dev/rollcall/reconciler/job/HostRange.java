// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hostnames from one (inclusive) to another (exclusive) in code point order; null is the open end.
 *
 * <p>The ranges of a plan leave no hostname out, also none that is registered after the plan was made.
 */
record HostRange(@Nullable String from, @Nullable String to) {

    /** The ranges between boundaries: one more than there are boundaries. */
    static List<HostRange> between(List<String> boundaries) {
        List<HostRange> ranges = new ArrayList<>();
        String from = null;
        for (String boundary : boundaries) {
            ranges.add(new HostRange(from, boundary));
            from = boundary;
        }
        ranges.add(new HostRange(from, null));
        return List.copyOf(ranges);
    }
}
