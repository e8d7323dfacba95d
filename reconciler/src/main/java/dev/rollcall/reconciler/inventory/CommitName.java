// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.schema.text.Words;
import org.jspecify.annotations.Nullable;

/** A commit as people recognise it; the subject is untrusted and made safe for a terminal. */
public record CommitName(String hash, @Nullable String subject) {

    private static final int MAX_SUBJECT_LENGTH = 60;

    @Override
    public String toString() {
        return Words.shortCommit(hash)
                + (subject == null || subject.isBlank()
                        ? ""
                        : " (" + Words.visible(Words.cut(subject, MAX_SUBJECT_LENGTH, "...")) + ")");
    }
}
