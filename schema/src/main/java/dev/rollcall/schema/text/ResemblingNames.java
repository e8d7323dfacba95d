// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.text;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Suggests existing names for an unknown one. */
public final class ResemblingNames {

    private static final int SHOWN = 5;
    private static final int SAME_HOST = 1;
    private static final int UNRELATED = Integer.MAX_VALUE;

    private ResemblingNames() {}

    /** Closest first: the same except for case, the short or full name, one or two typing mistakes, a substring. */
    public static List<String> of(String meant, List<String> names) {
        return names.stream()
                .filter(name -> distance(meant, name) != UNRELATED)
                .sorted(Comparator.comparingInt((String name) -> distance(meant, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }

    /** Those of the same host: the same except for case, or its short or full name. */
    public static List<String> ofSameHost(String reported, List<String> names) {
        return of(reported, names).stream()
                .filter(name -> distance(reported, name) <= SAME_HOST)
                .toList();
    }

    /** A question that suggests them, to follow a sentence; empty if there is no similar name. */
    public static String question(String meant, List<String> names) {
        return question(meant, names, "");
    }

    /** A question that suggests them, to follow a sentence, or a fallback if there is no similar name. */
    public static String question(String meant, List<String> names, String otherwise) {
        List<String> closest = of(meant, names);
        return closest.isEmpty()
                ? otherwise
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
            return SAME_HOST;
        }
        int edits = Math.min(edits(one, other), edits(shortName(one), shortName(other)));
        if (edits <= Math.max(1, one.length() / 4)) {
            return SAME_HOST + edits;
        }
        return !one.isEmpty() && (other.contains(one) || one.contains(other)) ? 100 : UNRELATED;
    }

    private static String shortName(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The number of characters to add, remove, replace or swap with a neighbour to turn one into the other. */
    private static int edits(String one, String other) {
        int[] before = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] next = new int[row.length];
            next[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = row[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(replaced, 1 + Math.min(row[j], next[j - 1]));
                if (isSwapped(one, i, other, j)) {
                    next[j] = Math.min(next[j], before[j - 2] + 1);
                }
            }
            before = row;
            row = next;
        }
        return row[other.length()];
    }

    /** Whether the two characters before these positions are swapped. */
    private static boolean isSwapped(String one, int i, String other, int j) {
        return i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
    }
}
