// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.wording;

import dev.rollcall.report.advisory.AdvisoriesInUse;
import dev.rollcall.report.advisory.AdvisoryInPackages;
import dev.rollcall.report.advisory.HostAdvisories;
import dev.rollcall.report.advisory.Scan.Scanner;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.schema.domain.PackageVersion;
import dev.rollcall.schema.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words about advisories. */
public final class AdvisoryText {

    private static final int MAX_VERSIONS = 4;
    private static final int MAX_PACKAGES = 10;

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
        List<String> parts = new ArrayList<>();
        if (inUse.systemsCleared() > 0) {
            parts.add("clears advisories on " + Words.systems(inUse.systemsCleared()));
        }
        if (inUse.systemsBrought() > 0) {
            parts.add("brings " + (parts.isEmpty() ? "advisories" : "others") + " to "
                    + Words.systems(inUse.systemsBrought()));
        }
        if (inUse.systemsUnknown() > 0) {
            parts.add("has unknown effects on " + Words.systems(inUse.systemsUnknown()));
        }
        return parts.isEmpty() ? null : String.join(", ", parts);
    }

    /**
     * How many advisories a system has, and what deploying changes.
     *
     * @param isBehind whether something is due on it, even if that was not scanned
     */
    public static String of(HostAdvisories system, boolean isBehind) {
        if (system.runs().isEmpty()) {
            return "not scanned";
        }
        String known = system.found().isEmpty()
                ? "none known"
                : Words.count(system.found().size()) + " known" + worst(system.found());
        return system.due() == null && !isBehind ? known : known + "; " + deploying(system);
    }

    private static String deploying(HostAdvisories system) {
        if (system.due() == null || system.due().isEmpty()) {
            return "what deploying would change is unknown: what is due was not scanned";
        }
        if (!system.isCompared()) {
            return "what deploying would change is unknown: no scanner scanned both";
        }
        List<String> parts = new ArrayList<>();
        if (!system.cleared().isEmpty()) {
            parts.add("clears " + Words.count(system.cleared().size()));
        }
        if (!system.brought().isEmpty()) {
            parts.add("brings " + Words.count(system.brought().size()) + worst(system.brought()));
        }
        if (system.unknown() > 0) {
            parts.add("has unknown effects on " + Words.count(system.unknown())
                    + ", because the scans differ in scanner or database");
        }
        return "deploying " + (parts.isEmpty() ? "changes nothing" : String.join(", ", parts));
    }

    private static String worst(List<AdvisoryInPackages> worstFirst) {
        return worstFirst.isEmpty() || worstFirst.get(0).score() == null
                ? ""
                : " (worst " + worstFirst.get(0).score().toPlainString() + ")";
    }

    /** The first packages with their versions, such as {@code openssl 3.0.9, 3.0.13}. */
    public static List<String> packages(AdvisoryInPackages found) {
        Map<String, List<String>> versions = found.packages().stream()
                .collect(Collectors.groupingBy(
                        PackageVersion::name,
                        LinkedHashMap::new,
                        Collectors.mapping(PackageVersion::version, Collectors.toList())));
        List<String> packages = new ArrayList<>(versions.entrySet().stream()
                .limit(MAX_PACKAGES)
                .map(entry -> Words.visible(entry.getKey() + " "
                        + Bounded.of(entry.getValue(), MAX_VERSIONS).joined()))
                .toList());
        if (versions.size() > MAX_PACKAGES) {
            packages.add(Words.count(versions.size() - MAX_PACKAGES, "more package", "more packages"));
        }
        return packages;
    }

    /** Whose word it is, such as {@code vulnix 1.12.3 (database of 2026-11-26 21:00 UTC)}; empty if nothing was scanned. */
    public static String scanners(AdvisoriesInUse inUse) {
        return inUse.scanners().stream()
                .map(use ->
                        scanner(use.newest()) + (use.newest().databaseAt() == null ? " (scanned " : " (database of ")
                                + Words.minute(use.newestAt()) + " UTC)")
                .collect(Collectors.joining(", "));
    }

    public static String scanner(Scanner scanner) {
        return Words.visible(scanner.name() + (scanner.version() == null ? "" : " " + scanner.version()));
    }
}
