// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Hostnames from one (inclusive) to another (exclusive) in code point order; null is an open end.
 *
 * <p>The ranges of a plan cover every hostname, including those registered after planning.
 */
record HostRange(@Nullable String from, @Nullable String to) {

    private static final String FROM = "from";
    private static final String TO = "to";

    /** The ranges between boundaries, one more than there are boundaries. */
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

    /** The range in the context of a partition. */
    static HostRange of(ExecutionContext partition) {
        if (!partition.containsKey(FROM) || !partition.containsKey(TO)) {
            // otherwise it would be all hosts
            throw new IllegalStateException("the context of a partition holds no range of hosts");
        }
        return new HostRange(end(partition, FROM), end(partition, TO));
    }

    ExecutionContext toContext() {
        ExecutionContext context = new ExecutionContext();
        context.putString(FROM, from == null ? "" : from);
        context.putString(TO, to == null ? "" : to);
        return context;
    }

    private static @Nullable String end(ExecutionContext partition, String key) {
        String hostname = partition.getString(key);
        return hostname.isEmpty() ? null : hostname;
    }
}
