// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.reconciler.registration.KnownNames;
import dev.rollcall.reconciler.registration.KnownNames.Kind;
import dev.rollcall.schema.domain.NamePattern;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.error.RollcallException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Filters systems: each must match every given option, by one of its values. */
public final class SystemFilter implements Predicate<SystemRow> {

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            split = ",",
            converter = StatusConverter.class,
            description = "Only systems with this status: up-to-date, outdated, unknown-state, offline.")
    private List<Status> statuses = List.of();

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            split = ",",
            description = "Only systems with this reason, such as awaiting-deployment.")
    private List<Reason> reasons = List.of();

    @Option(
            names = "--flake",
            paramLabel = "PATTERN",
            split = ",",
            description = "Only systems whose flake matches PATTERN.")
    private List<String> flakes = List.of();

    @Option(
            names = "--environment",
            paramLabel = "PATTERN",
            split = ",",
            description = "Only systems whose environment matches PATTERN.")
    private List<String> environments = List.of();

    @Option(
            names = "--owner",
            paramLabel = "PATTERN",
            split = ",",
            description = "Only systems whose owner matches PATTERN.")
    private List<String> owners = List.of();

    @Option(
            names = "--hosts",
            paramLabel = "PATTERN",
            split = ",",
            description = "Only systems whose hostname matches PATTERN, such as 'web-*'.")
    private List<String> hosts = List.of();

    @Option(names = "--reboot-needed", description = "Only systems that report that they need a reboot.")
    private boolean isRebootNeeded;

    @Override
    public boolean test(SystemRow system) {
        return (statuses.isEmpty() || statuses.contains(system.status()))
                && (reasons.isEmpty() || reasons.contains(system.reason()))
                && fits(flakes, system.flake())
                && fits(environments, system.environment())
                && fits(owners, system.owner())
                && fits(hosts, system.hostname())
                && (!isRebootNeeded || system.reboot().isNeeded());
    }

    /**
     * Rejects unknown names: an empty answer because of a typing mistake would look like good news.
     *
     * @throws RollcallException if no flake, environment, owner or system has a name given without a wildcard
     */
    public void requireKnown(KnownNames names) {
        requireKnown(names, Kind.FLAKE, flakes);
        requireKnown(names, Kind.ENVIRONMENT, environments);
        requireKnown(names, Kind.OWNER, owners);
        requireKnown(names, Kind.HOST, hosts);
    }

    private static void requireKnown(KnownNames known, Kind kind, List<String> names) {
        names.stream()
                .flatMap(name -> known.error(kind, new NamePattern(name)).stream())
                .findFirst()
                .ifPresent(error -> {
                    throw new RollcallException(error, null);
                });
    }

    private static boolean fits(List<String> patterns, @Nullable String name) {
        return patterns.isEmpty()
                || (name != null && patterns.stream().anyMatch(pattern -> new NamePattern(pattern).matches(name)));
    }

    static final class StatusConverter implements ITypeConverter<Status> {

        @Override
        public Status convert(String value) {
            return Arrays.stream(Status.values())
                    .filter(status -> status.slug().equalsIgnoreCase(value)
                            || status.displayName().equalsIgnoreCase(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + value + "' is not a status, expected one of "
                            + Arrays.stream(Status.values()).map(Status::slug).collect(Collectors.joining(", "))));
        }
    }
}
