// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import dev.rollcall.report.closure.HostGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Groups systems by their closures: however many there are, each pair of closures is looked at once. */
public final class ClosureGroups {

    private final Map<ClosurePair, Members> groups = new LinkedHashMap<>();

    /** Adds the systems in the order of their names. */
    public void add(String hostname, ClosurePair closures) {
        add(closures, 1, List.of(hostname));
    }

    /** Adds systems that have the same closures, in the order of the first of them. */
    public void add(ClosurePair closures, int systems, List<String> firstHosts) {
        groups.computeIfAbsent(closures, pair -> new Members(groups.size())).add(systems, firstHosts);
    }

    void forEach(BiConsumer<ClosurePair, HostGroup> consumer) {
        groups.forEach((pair, members) ->
                consumer.accept(pair, new HostGroup(members.number, members.systems, members.firstHosts)));
    }

    private static final class Members {

        private final int number;
        private final List<String> firstHosts = new ArrayList<>(1);
        private int systems;

        Members(int number) {
            this.number = number;
        }

        void add(int more, List<String> hosts) {
            systems += more;
            if (firstHosts.size() < HostGroup.MAX_HOSTS) {
                firstHosts.addAll(hosts);
            }
        }
    }
}
