// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that somebody may have meant by one that does not exist. */
public final class ResemblingNames {

    private static final int SHOWN = 5;
    private static final int UNRELATED = Integer.MAX_VALUE;

    private ResemblingNames() {}

    /** The closest first: the same but for case, the short or the full name, a typing mistake or two, a part. */
    public static List<String> of(String meant, List<String> names) {
        return names.stream()
                .filter(name -> distance(meant, name) != UNRELATED)
                .sorted(Comparator.comparingInt((String name) -> distance(meant, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }

    /** A question that offers them, to stand after a sentence; empty if none resembles. */
    public static String question(String meant, List<String> names) {
        List<String> closest = of(meant, names);
        return closest.isEmpty()
                ? ""
                : " Did you mean "
                        + String.join(", ", closest.stream().map(Words::visible).toList()) + "?";
    }

    private static int distance(String meant, String name) {
        String one = meant.toLowerCase(Locale.ROOT);
        String other = name.toLowerCase(Locale.ROOT);
        if (one.equals(other)) {
            return 0;
        }
        if (shortName(one).equals(shortName(other))) {
            return 1;
        }
        int edits = Math.min(edits(one, other), edits(shortName(one), shortName(other)));
        if (edits <= Math.max(1, one.length() / 4)) {
            return 1 + edits;
        }
        return !one.isEmpty() && (other.contains(one) || one.contains(other)) ? 100 : UNRELATED;
    }

    private static String shortName(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** How many characters have to be added, removed or replaced to get from one to the other. */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
