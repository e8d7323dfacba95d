// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.schema.text.Words;
import org.jspecify.annotations.Nullable;

/** The name of a system, with a link if it has one. */
public record HostView(String hostname, @Nullable String link) {

    public static HostView of(String hostname, HostLinks links) {
        return new HostView(Words.visible(hostname), links.linkTo(hostname));
    }
}
