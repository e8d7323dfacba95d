// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.link;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows where each system of a snapshot stands: on a page of its own, or in a row of a page of systems. */
public final class HostPages implements HostLinks {

    private final List<HostRange> ranges = new ArrayList<>();
    private final HostLinks own;

    /** The links to the pages that systems have of their own. */
    public HostPages(HostLinks own) {
        this.own = own;
    }

    /** Adds a page; they come ordered by hostname. */
    public void add(HostRange range) {
        ranges.add(range);
    }

    public List<HostRange> ranges() {
        return List.copyOf(ranges);
    }

    /** The way to a system; without pages of systems the overview has the rows of all of them. */
    @Override
    public String linkTo(String hostname) {
        String page = own.linkTo(hostname);
        return page == null ? rowOf(hostname) : page;
    }

    @Override
    public @Nullable String storyOf(String hostname) {
        return own.storyOf(hostname);
    }

    private String rowOf(String hostname) {
        return ranges.stream()
                        .filter(range -> compare(hostname, range.last()) <= 0)
                        .findFirst()
                        .map(HostRange::page)
                        .orElse("index.html")
                + "#" + anchorOf(hostname);
    }

    /** A distinct name for each host that needs no escaping in a link: other characters become their number. */
    public static String anchorOf(String hostname) {
        StringBuilder anchor = new StringBuilder("h-");
        hostname.codePoints().forEach(character -> {
            if (character < 128 && (Character.isLetterOrDigit(character) || character == '-' || character == '.')) {
                anchor.appendCodePoint(character);
            } else {
                anchor.append('_').append(Integer.toHexString(character)).append('_');
            }
        });
        return anchor.toString();
    }

    /** As the database orders hostnames, by the bytes of UTF-8. */
    private static int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** A page of systems with the hosts at its ends. */
    public record HostRange(String page, int count, String first, String last) {}
}
