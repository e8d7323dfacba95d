// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.schema.domain.NamePattern;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The exemptions of advisories that hold at a point in time. */
final class AdvisoryExemptions {

    private final Map<String, List<NamePattern>> hosts;

    AdvisoryExemptions(Policy policy, Instant asOf) {
        this.hosts = policy.exemptions().stream()
                .filter(exemption -> exemption.advisoryId().isPresent() && !exemption.isExpired(asOf))
                .collect(Collectors.groupingBy(
                        exemption -> exemption.advisoryId().orElseThrow(),
                        Collectors.mapping(Exemption::hosts, Collectors.toList())));
    }

    /**
     * Whether an advisory of a system is exempt.
     *
     * @param id in upper case
     */
    boolean exempts(String hostname, String id) {
        return hosts.getOrDefault(id, List.of()).stream().anyMatch(pattern -> pattern.matches(hostname));
    }
}
