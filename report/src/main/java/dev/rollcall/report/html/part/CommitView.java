// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import dev.rollcall.schema.text.Words;
import org.jspecify.annotations.Nullable;

/** A commit: full hash, short hash, and the URL on the forge if known. */
public record CommitView(
        String hash, String brief, @Nullable String link) {

    public static CommitView of(String commit, @Nullable String link) {
        return new CommitView(Words.visible(commit), Words.shortCommit(commit), link);
    }
}
