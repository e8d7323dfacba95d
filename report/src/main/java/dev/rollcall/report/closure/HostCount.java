// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.closure;

import dev.rollcall.report.model.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Systems of several groups, which come by their first hosts: the first of all hosts are in the first of the groups. */
public final class HostCount {

    private final List<HostGroup> first = new ArrayList<>(0);
    private int lastGroup = -1;
    private int systems;

    public static HostCount[] several(int size) {
        return Stream.generate(HostCount::new).limit(size).toArray(HostCount[]::new);
    }

    /** Adds a group, once if it comes several times in a row. */
    public void add(HostGroup group) {
        if (lastGroup == group.number()) {
            return;
        }
        lastGroup = group.number();
        systems += group.systems();
        if (first.size() < HostGroup.MAX_HOSTS) {
            first.add(group);
        }
    }

    public int systems() {
        return systems;
    }

    public Bounded<String> hosts() {
        return new Bounded<>(
                first.stream()
                        .flatMap(group -> group.firstHosts().stream())
                        .sorted()
                        .limit(HostGroup.MAX_HOSTS)
                        .toList(),
                systems);
    }
}
