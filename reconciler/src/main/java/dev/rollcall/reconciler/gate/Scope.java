// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.reconciler.registration.KnownNames;
import dev.rollcall.reconciler.registration.KnownNames.Kind;
import dev.rollcall.schema.domain.NamePattern;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.error.NamedError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The systems that a rule covers: those that match every given part; without parts the whole fleet.
 *
 * <p>A wildcard in a flake, environment or owner applies the rule to each match separately; a wildcard in hosts, to all
 * matches together.
 */
record Scope(
        @Nullable NamePattern flake,
        @Nullable NamePattern environment,
        @Nullable NamePattern owner,
        @Nullable NamePattern hosts) {

    static final Scope FLEET = new Scope(null, null, null, null);
    static final List<String> KEYS = List.of("flake", "environment", "owner", "hosts");

    /** The scope with one more part, by its key. */
    Scope with(String key, NamePattern pattern) {
        return switch (key) {
            case "flake" -> new Scope(pattern, environment, owner, hosts);
            case "environment" -> new Scope(flake, pattern, owner, hosts);
            case "owner" -> new Scope(flake, environment, pattern, hosts);
            case "hosts" -> new Scope(flake, environment, owner, pattern);
            default -> throw new IllegalArgumentException("'" + key + "' can't be part of a scope");
        };
    }

    boolean has(String key) {
        return switch (key) {
            case "flake" -> flake != null;
            case "environment" -> environment != null;
            case "owner" -> owner != null;
            default -> hosts != null;
        };
    }

    boolean includes(SystemRow system) {
        return fits(flake, system.flake())
                && fits(environment, system.environment())
                && fits(owner, system.owner())
                && fits(hosts, system.hostname());
    }

    /**
     * The part of this scope in which a system counts: the whole scope, unless it has a wildcard that is applied
     * separately.
     */
    Scope partOf(SystemRow system) {
        return new Scope(
                narrowed(flake, system.flake()),
                narrowed(environment, system.environment()),
                narrowed(owner, system.owner()),
                hosts);
    }

    /** The error for the first unknown name, if any. */
    Optional<NamedError> error(KnownNames known) {
        return Stream.of(
                        error(known, Kind.FLAKE, flake),
                        error(known, Kind.ENVIRONMENT, environment),
                        error(known, Kind.OWNER, owner),
                        error(known, Kind.HOST, hosts))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<NamedError> error(KnownNames known, Kind kind, @Nullable NamePattern pattern) {
        return pattern == null ? Optional.empty() : known.error(kind, pattern);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, "flake", flake);
        add(parts, "environment", environment);
        add(parts, "owner", owner);
        add(parts, "hosts", hosts);
        return parts.isEmpty() ? "fleet" : String.join(", ", parts);
    }

    private static boolean fits(@Nullable NamePattern pattern, @Nullable String name) {
        return pattern == null || (name != null && pattern.matches(name));
    }

    private static @Nullable NamePattern narrowed(@Nullable NamePattern pattern, @Nullable String name) {
        return pattern == null || name == null || !pattern.isWide() ? pattern : new NamePattern(name);
    }

    private static void add(List<String> parts, String key, @Nullable NamePattern pattern) {
        if (pattern != null) {
            parts.add(key + " " + pattern);
        }
    }
}
