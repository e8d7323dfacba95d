// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Coordinates and lengths for SVG and CSS. A page has thousands, for which format strings are too slow. */
public final class Decimals {

    private Decimals() {}

    public static String of(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }

    /** A CSS length. */
    public static String percent(double value) {
        return of(value, 2) + "%";
    }
}
