// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Checks that apply to every page of a report. */
final class Pages {

    private static final Pattern FORGE =
            Pattern.compile("https://gitlab\\.example\\.org/infra/web/-/(commit|compare)/[0-9a-f.]+");

    private Pages() {}

    /** The text of each file below a folder by its relative path. */
    static Map<String, String> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<String, String> texts = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every link except to a forge leads to a file of the archive, and to an anchor that exists once. */
    static void assertLinksResolve(Map<String, String> files) {
        files.forEach((path, text) -> {
            if (path.endsWith(".html")) {
                Document page = Jsoup.parse(text);
                for (Element link : page.select("[href]:not(a[href^=https://gitlab.example.org/])")) {
                    assertResolves(files, path, link.attr("href"));
                }
                for (Element script : page.select("[src]")) {
                    assertResolves(files, path, script.attr("src"));
                }
                assertThat(page.select("[id]").eachAttr("id")).as(path).doesNotHaveDuplicates();
            }
        });
    }

    /** Nothing that a strict policy forbids, and nothing from other servers. */
    static void assertHarmless(Map<String, String> files) {
        files.forEach((path, text) -> {
            if (path.endsWith(".html")) {
                Document page = Jsoup.parse(text);
                assertThat(page.select("style, iframe, object, embed, form, base, img, [src]:not(script)"))
                        .as(path)
                        .isEmpty();
                // the script that selects the scheme is before anything drawn, the others after
                assertThat(page.select("script").eachAttr("src"))
                        .as(path)
                        .allMatch(script -> script.matches("(\\.\\./)*assets/(scheme|rollcall|find)-[0-9a-f]{12}\\.js"))
                        .doesNotHaveDuplicates();
                assertThat(page.select("script:not([defer])").eachAttr("src"))
                        .as(path)
                        .singleElement()
                        .asString()
                        .contains("assets/scheme-");
                assertThat(page.select("link").eachAttr("rel")).as(path).containsExactly("stylesheet", "stylesheet");
                page.getAllElements().forEach(element -> assertHarmless(path, element));
            }
        });
    }

    private static void assertHarmless(String path, Element element) {
        for (Attribute attribute : element.attributes()) {
            assertThat(attribute.getKey()).as("%s: %s", path, element.tagName()).doesNotStartWith("on");
            assertThat(attribute.getKey()).as("%s: %s", path, element.tagName()).isNotEqualTo("style");
            if (attribute.getKey().equals("href")
                    && !FORGE.matcher(attribute.getValue()).matches()) {
                assertThat(attribute.getValue()).as(path).doesNotContain(":").doesNotStartWith("/");
            }
        }
    }

    private static void assertResolves(Map<String, String> files, String from, String href) {
        String[] target = href.split("#", 2);
        String path = target[0].isEmpty()
                ? from
                : Path.of("/" + from)
                        .resolveSibling(target[0])
                        .normalize()
                        .toString()
                        .substring(1);
        assertThat(files).as("%s of %s", href, from).containsKey(path);
        if (target.length == 2) {
            assertThat(Jsoup.parse(files.getOrDefault(path, "")).select("[id=\"" + target[1] + "\"]"))
                    .as("%s of %s", href, from)
                    .hasSize(1);
        }
    }
}
