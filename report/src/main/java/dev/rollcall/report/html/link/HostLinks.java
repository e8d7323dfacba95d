// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.link;

import org.jspecify.annotations.Nullable;

/** Links to the permanent places of systems. */
public interface HostLinks {

    /** The link to a system's row, or its page. */
    @Nullable String linkTo(String hostname);

    /** The link to a system's story; null if it has no page. */
    default @Nullable String storyOf(String hostname) {
        return null;
    }

    /** The links relative to a subfolder. */
    record Below(HostLinks links) implements HostLinks {

        @Override
        public @Nullable String linkTo(String hostname) {
            return up(links.linkTo(hostname));
        }

        @Override
        public @Nullable String storyOf(String hostname) {
            return up(links.storyOf(hostname));
        }

        private static @Nullable String up(@Nullable String link) {
            return link == null ? null : "../" + link;
        }
    }
}
