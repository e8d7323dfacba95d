// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.link;

import dev.rollcall.schema.text.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Links to the place of each system: its own page, or its row on a page of systems. */
public final class HostPages implements HostLinks {

    private final NavigableMap<String, HostPage> ranges = new TreeMap<>(HostPages::compare);
    private final HostLinks own;

    /** Uses these links to the systems' own pages. */
    public HostPages(HostLinks own) {
        this.own = own;
    }

    /** Adds a page. */
    public void add(HostPage range) {
        ranges.put(range.last(), range);
    }

    public List<HostPage> ranges() {
        return List.copyOf(ranges.values());
    }

    /** The link to a system; without pages of systems all rows are on the overview. */
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
        Map.Entry<String, HostPage> range = ranges.ceilingEntry(hostname);
        return (range == null ? "index.html" : range.getValue().page()) + "#" + anchorOf(hostname);
    }

    /**
     * A name for each host that needs no escaping in a link: other characters are replaced by their number. It is made from the
     * visible name, like those that {@code find.js} makes from the search index.
     */
    public static String anchorOf(String hostname) {
        StringBuilder anchor = new StringBuilder("h-");
        Words.visible(hostname).codePoints().forEach(character -> {
            if (character < 128 && (Character.isLetterOrDigit(character) || character == '-' || character == '.')) {
                anchor.appendCodePoint(character);
            } else {
                anchor.append('_').append(Integer.toHexString(character)).append('_');
            }
        });
        return anchor.toString();
    }

    /** Compares by UTF-8 bytes, as the database does. */
    private static int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** A page of systems with its first and last host. */
    public record HostPage(String page, int count, String first, String last) {}
}
