// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.format.Words;
import org.jspecify.annotations.Nullable;

/** A commit: the whole hash, and its beginning. */
public record CommitView(String hash, String brief) {

    static @Nullable CommitView ofNullable(@Nullable String commit) {
        return commit == null ? null : new CommitView(Words.visible(commit), Words.visible(Words.shortCommit(commit)));
    }
}
