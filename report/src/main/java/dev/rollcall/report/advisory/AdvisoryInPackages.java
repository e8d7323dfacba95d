// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import dev.rollcall.schema.domain.PackageVersion;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An advisory in all versions of packages that have it.
 *
 * @param score the highest that a scanner gave it; null if none did
 * @param packages by name, the oldest version first
 */
public record AdvisoryInPackages(String id, @Nullable BigDecimal score, List<PackageVersion> packages) {

    /** The highest first; those without one come last. */
    static final Comparator<@Nullable BigDecimal> SCORES = Comparator.nullsLast(Comparator.<BigDecimal>reverseOrder());

    public static final Comparator<AdvisoryInPackages> WORST_FIRST =
            Comparator.comparing(AdvisoryInPackages::score, SCORES).thenComparing(AdvisoryInPackages::id);

    public AdvisoryInPackages {
        packages = List.copyOf(packages);
    }

    /** Advisories with the same id as one. */
    static AdvisoryInPackages of(List<Advisory> same) {
        return new AdvisoryInPackages(
                same.get(0).id(),
                same.stream()
                        .map(Advisory::score)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                same.stream().map(Advisory::affected).distinct().sorted().toList());
    }
}
