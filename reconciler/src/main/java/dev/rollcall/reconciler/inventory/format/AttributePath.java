// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import dev.rollcall.schema.error.ErrorName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that lead from the root of an evaluation to one attribute; empty for the root. */
record AttributePath(List<String> elements) {

    /** What Nix prints without quotes. */
    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_'-]*");

    private static final Pattern TO_BE_ESCAPED = Pattern.compile("[\"\\\\$]");

    AttributePath {
        elements = List.copyOf(elements);
    }

    /** Parses a dotted path, in which elements that contain a dot are quoted. */
    static AttributePath parse(String text) throws BadLineException {
        List<String> elements = new ArrayList<>();
        StringBuilder element = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (isQuoted && c == '\\' && i + 1 < text.length()) {
                i++;
                element.append(text.charAt(i));
            } else if (c == '.' && !isQuoted) {
                elements.add(element.toString());
                element.setLength(0);
            } else {
                element.append(c);
            }
        }
        if (isQuoted) {
            throw new BadLineException(
                    ErrorName.LINE_INVALID_ATTRIBUTE_PATH, "has 'attr' with an unclosed quote: " + text);
        }
        if (!text.isEmpty()) {
            elements.add(element.toString());
        }
        return new AttributePath(elements);
    }

    boolean isRoot() {
        return elements.isEmpty();
    }

    /** Dotted, with quotes where Nix prints them, so that different paths look different. */
    @Override
    public String toString() {
        return elements.stream().map(AttributePath::quoted).collect(Collectors.joining("."));
    }

    private static String quoted(String element) {
        return IDENTIFIER.matcher(element).matches()
                ? element
                : '"' + TO_BE_ESCAPED.matcher(element).replaceAll("\\\\$0") + '"';
    }
}
