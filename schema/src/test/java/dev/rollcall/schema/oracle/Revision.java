// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The revision that a host reports; case does not matter. */
record Revision(String text) {

    static Revision of(@Nullable String reported) {
        return new Revision(reported == null ? "" : reported.toLowerCase(Locale.ROOT));
    }

    boolean isDirty() {
        return text.contains("dirty");
    }

    boolean isWholeHash() {
        return text.matches("[0-9a-f]{40}|[0-9a-f]{64}");
    }

    /** The commit with that hash, or the only one with that prefix. */
    Optional<Period> namesOneOf(List<Period> commits) {
        Optional<Period> whole =
                commits.stream().filter(each -> hashOf(each).equals(text)).findFirst();
        List<Period> begun =
                commits.stream().filter(each -> hashOf(each).startsWith(text)).toList();
        boolean isUniquePrefix = text.matches("[0-9a-f]{7,}") && begun.size() == 1;
        return whole.isPresent() || !isUniquePrefix ? whole : Optional.of(begun.get(0));
    }

    /** Whether a commit may be meant, perhaps among others. */
    boolean beginsOneOf(List<Period> commits) {
        return text.matches("[0-9a-f]{7,}")
                && commits.stream().anyMatch(each -> hashOf(each).startsWith(text));
    }

    private static String hashOf(Period each) {
        return each.commit().hash().toLowerCase(Locale.ROOT);
    }
}
