// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.wording;

import dev.rollcall.report.advisory.AdvisoriesInUse;
import dev.rollcall.report.advisory.AdvisoriesInUse.ScannerUse;
import dev.rollcall.report.advisory.Found;
import dev.rollcall.report.advisory.HostAdvisories;
import dev.rollcall.report.advisory.Scan.Scanner;
import dev.rollcall.schema.domain.PackageVersion;
import dev.rollcall.schema.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words about advisories. */
public final class AdvisoryText {

    private static final int MAX_VERSIONS = 4;

    private AdvisoryText() {}

    /** How many systems have any, without a full stop. */
    public static String headline(AdvisoriesInUse inUse) {
        if (inUse.scanned() == 0) {
            return "No system runs a scanned closure";
        }
        return inUse.affected() == 0
                ? "No known vulnerabilities on " + Words.count(inUse.scanned(), "scanned system", "scanned systems")
                : Words.count(inUse.affected()) + " of "
                        + Words.count(inUse.scanned(), "scanned system", "scanned systems")
                        + (inUse.affected() == 1 ? " runs" : " run") + " something with a known vulnerability";
    }

    /** What deploying everything that is due changes; null if nothing. */
    public static @Nullable String deploying(AdvisoriesInUse inUse) {
        String clears = inUse.clearing() == 0 ? "" : "clears advisories on " + systems(inUse.clearing());
        String brings = inUse.bringing() == 0 ? "" : "brings others to " + systems(inUse.bringing());
        return clears.isEmpty() && brings.isEmpty()
                ? null
                : clears.isEmpty()
                        ? brings.replace("others", "advisories")
                        : brings.isEmpty() ? clears : clears + ", " + brings;
    }

    /**
     * How many advisories a system has, and what deploying changes.
     *
     * @param isBehind whether something is due on it, even if nobody scanned that
     */
    public static String of(HostAdvisories system, boolean isBehind) {
        if (system.runs().isEmpty()) {
            return "not scanned";
        }
        String known = system.found().isEmpty()
                ? "none known"
                : Words.count(system.found().size()) + worst(system.found());
        if (system.due() == null && !isBehind) {
            return known;
        }
        return known + "; "
                + (system.isCompared()
                        ? "deploying clears " + Words.count(system.cleared().size()) + ", brings "
                                + Words.count(system.brought().size()) + worst(system.brought())
                        : "what deploying would change was not scanned");
    }

    private static String worst(List<Found> worstFirst) {
        return worstFirst.isEmpty() || worstFirst.get(0).score() == null
                ? ""
                : " (worst " + worstFirst.get(0).score().toPlainString() + ")";
    }

    private static String systems(int count) {
        return Words.count(count, "system", "systems");
    }

    /** Each package with its versions, such as {@code openssl 3.0.9, 3.0.13}. */
    public static List<String> packages(Found found) {
        Map<String, List<String>> versions = found.packages().stream()
                .collect(Collectors.groupingBy(
                        PackageVersion::name,
                        LinkedHashMap::new,
                        Collectors.mapping(PackageVersion::version, Collectors.toList())));
        return versions.entrySet().stream()
                .map(entry -> Words.visible(entry.getKey() + " " + joined(entry.getValue())))
                .toList();
    }

    private static String joined(List<String> versions) {
        return versions.stream().limit(MAX_VERSIONS).collect(Collectors.joining(", "))
                + (versions.size() > MAX_VERSIONS
                        ? " and " + Words.count(versions.size() - MAX_VERSIONS) + " more"
                        : "");
    }

    /** Whose word it is, such as {@code vulnix 1.12.3 (database of 2026-11-26 21:00 UTC)}; empty if nothing was scanned. */
    public static String scanners(AdvisoriesInUse inUse) {
        return inUse.scanners().stream()
                .map(ScannerUse::newest)
                .map(scanner -> scanner(scanner)
                        + (scanner.databaseAt() == null
                                ? ""
                                : " (database of " + Words.minute(scanner.databaseAt()) + " UTC)"))
                .collect(Collectors.joining(", "));
    }

    public static String scanner(Scanner scanner) {
        return Words.visible(scanner.name() + (scanner.version() == null ? "" : " " + scanner.version()));
    }
}
