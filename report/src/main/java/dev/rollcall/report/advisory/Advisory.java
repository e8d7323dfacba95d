// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import dev.rollcall.schema.domain.PackageVersion;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A known vulnerability of a version of a package, as a scanner reported it.
 *
 * @param id such as {@code CVE-2024-5535}
 * @param score the CVSS base score, if the scanner gave one
 */
public record Advisory(
        String id, PackageVersion affected, @Nullable BigDecimal score) {

    /** Ids are the same whatever their case: scanners write both {@code CVE} and {@code cve}. */
    public String key() {
        return key(id);
    }

    static String key(String id) {
        return id.toUpperCase(Locale.ROOT);
    }
}
