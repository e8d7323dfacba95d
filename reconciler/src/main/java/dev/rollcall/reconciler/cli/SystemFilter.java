// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.report.model.NamePattern;
import dev.rollcall.report.model.Status;
import dev.rollcall.report.model.SystemRow;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which systems are shown: those that fit every option that is given, and one of its values. */
final class SystemFilter implements Predicate<SystemRow> {

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            split = ",",
            converter = StatusConverter.class,
            description = "Only systems of a status: up-to-date, outdated, unknown-state, offline.")
    private List<Status> statuses = List.of();

    @Option(names = "--reason", paramLabel = "REASON", split = ",", description = "Only systems with a reason.")
    private List<String> reasons = List.of();

    @Option(names = "--flake", paramLabel = "PATTERN", split = ",", description = "Only systems of a flake.")
    private List<String> flakes = List.of();

    @Option(
            names = "--environment",
            paramLabel = "PATTERN",
            split = ",",
            description = "Only systems of an environment.")
    private List<String> environments = List.of();

    @Option(names = "--hosts", paramLabel = "PATTERN", split = ",", description = "Only these systems: 'web-*'.")
    private List<String> hosts = List.of();

    @Override
    public boolean test(SystemRow system) {
        return (statuses.isEmpty() || statuses.contains(system.status()))
                && (reasons.isEmpty() || reasons.contains(system.reason()))
                && fits(flakes, system.flake())
                && fits(environments, system.environment())
                && fits(hosts, system.hostname());
    }

    private static boolean fits(List<String> patterns, @Nullable String name) {
        return patterns.isEmpty()
                || (name != null && patterns.stream().anyMatch(pattern -> new NamePattern(pattern).matches(name)));
    }

    /** A status by its slug. */
    static final class StatusConverter implements ITypeConverter<Status> {

        @Override
        public Status convert(String value) {
            return Arrays.stream(Status.values())
                    .filter(status -> status.slug().equalsIgnoreCase(value)
                            || status.displayName().equalsIgnoreCase(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + value + "' is no status, expected one of "
                            + Arrays.stream(Status.values()).map(Status::slug).collect(Collectors.joining(", "))));
        }
    }
}
