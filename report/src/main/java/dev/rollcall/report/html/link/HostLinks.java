// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.link;

import org.jspecify.annotations.Nullable;

/** Knows where each system of a snapshot has its permanent place, if it has one. */
public interface HostLinks {

    /** The way to a system's row, or its page. */
    @Nullable String linkTo(String hostname);

    /** The way to what a system went through; null for one without a page of its own. */
    default @Nullable String storyOf(String hostname) {
        return null;
    }

    /** The ways from a folder below. */
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
