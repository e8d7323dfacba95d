// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** A version of a package. */
public record PackageVersion(String name, String version) implements Comparable<PackageVersion> {

    private static final Comparator<PackageVersion> ORDER = Comparator.comparing(PackageVersion::name)
            .thenComparing(PackageVersion::version, VersionOrder.OLDEST_FIRST)
            .thenComparing(PackageVersion::version);

    /** Words at the end of a version that are part of it, and no outputs. */
    private static final Set<String> BEFORE_RELEASE = Set.of("alpha", "beta", "git", "pre", "rc", "unstable");

    /**
     * Splits a name as Nix does ({@code builtins.parseDrvName}): the version begins after the first dash that no letter follows.
     * Without one the version is empty.
     */
    public static PackageVersion parse(String name) {
        for (int dash = name.indexOf('-'); dash >= 0 && dash + 1 < name.length(); dash = name.indexOf('-', dash + 1)) {
            if (!isLetter(name.charAt(dash + 1))) {
                return new PackageVersion(name.substring(0, dash), name.substring(dash + 1));
            }
        }
        return new PackageVersion(name, "");
    }

    /**
     * The package that a store path of this name is an output of, whichever: {@code openssl-3.0.14-bin} is openssl 3.0.14. Empty
     * for what has no version, such as {@code etc}, and for the parts of a configuration whose names only look as if they had one.
     */
    public static Optional<PackageVersion> ofStorePathName(String name) {
        PackageVersion parsed = parse(name);
        boolean isPackage =
                !parsed.version().isEmpty() && isDigit(parsed.version().charAt(0)) && !isOfConfiguration(name);
        return isPackage
                ? Optional.of(new PackageVersion(parsed.name(), withoutOutput(parsed.version())))
                : Optional.empty();
    }

    /** Units, what restarts them, initrds, toplevels, and the configuration of D-Bus. */
    private static boolean isOfConfiguration(String name) {
        return name.startsWith("unit-")
                || name.startsWith("X-")
                || name.startsWith("initrd-")
                || name.startsWith("nixos-system-")
                || name.equals("dbus-1");
    }

    /** A store path does not say which output it is; {@code nix store diff-closures} takes lower-case words for one as well. */
    private static String withoutOutput(String version) {
        String rest = version;
        for (int dash = rest.lastIndexOf('-');
                dash > 0 && isOutput(rest.substring(dash + 1));
                dash = rest.lastIndexOf('-')) {
            rest = rest.substring(0, dash);
        }
        return rest;
    }

    private static boolean isOutput(String word) {
        return word.equals("lib32")
                || word.equals("lib64")
                || (!word.isEmpty()
                        && word.chars().allMatch(character -> character >= 'a' && character <= 'z')
                        && !BEFORE_RELEASE.contains(word));
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** By name, and the oldest version first. */
    @Override
    public int compareTo(PackageVersion other) {
        return ORDER.compare(this, other);
    }
}
