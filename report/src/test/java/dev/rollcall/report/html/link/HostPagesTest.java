// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.html.link.HostPages.HostPage;
import dev.rollcall.schema.text.Words;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HostPagesTest {

    @Test
    void should_link_to_the_overview_when_it_holds_all_systems() {
        assertThat(new HostPages(host -> null).linkTo("butler")).isEqualTo("index.html#h-butler");
    }

    @Test
    void should_link_to_the_page_whose_range_holds_the_host_when_there_are_pages() {
        HostPages pages = new HostPages(host -> null);
        pages.add(new HostPage("systems-001.html", 2, "a", "m"));
        pages.add(new HostPage("systems-002.html", 2, "mm", "z"));

        assertThat(pages.linkTo("m")).isEqualTo("systems-001.html#h-m");
        assertThat(pages.linkTo("mm")).isEqualTo("systems-002.html#h-mm");
    }

    @Test
    void should_give_each_host_its_own_safe_anchor_when_names_are_odd() {
        List<String> hosts = List.of("a b", "a_b", "a_20_b", "a\"b", "a<b", "ä", "a", "A", "a.b", "a-b", "");

        assertThat(hosts.stream().map(HostPages::anchorOf).collect(Collectors.toSet()))
                .hasSize(hosts.size())
                .allMatch(anchor -> anchor.matches("h-[A-Za-z0-9._-]*"));
    }

    /** The search index, from which the script builds the same anchors, has no others. */
    @Test
    void should_make_the_anchor_from_the_visible_name() {
        String host = "kasse-👩\u200d💻";

        assertThat(HostPages.anchorOf(host)).isEqualTo(HostPages.anchorOf(Words.visible(host)));
    }

    @Test
    void should_link_to_the_page_of_a_system_when_it_has_one() {
        HostPages pages = new HostPages(host -> host.equals("web") ? "../systems/web.html" : null);

        assertThat(pages.linkTo("web")).isEqualTo("../systems/web.html");
        assertThat(pages.linkTo("db")).isEqualTo("index.html#h-db");
    }
}
