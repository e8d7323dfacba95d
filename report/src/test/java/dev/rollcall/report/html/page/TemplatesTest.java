// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplatesTest {

    @ParameterizedTest
    @MethodSource("templates")
    void should_not_bypass_escaping_or_the_policy_when_it_is_a_template(Path template) throws IOException {
        String text = Files.readString(template)
                .replace("<script src=\"${frame.files.scheme}\"></script>", "")
                .replace("<script src=\"${frame.files.script}\" defer></script>", "")
                .replace("<script src=\"${page.frame.files.find}\" defer></script>", "")
                .replace("<script>${page.assets.scheme}</script>", "")
                .replace("<script>${page.assets.script}</script>", "");

        assertThat(template.toString()).endsWith(".ftlh");
        assertThat(text)
                .doesNotContain(
                        "?no_esc",
                        "?eval",
                        "?interpret",
                        "?new",
                        "?api",
                        "style=\"",
                        "<script",
                        "http:",
                        "https:",
                        "data:");
    }

    static List<Path> templates() throws IOException {
        try (Stream<Path> templates = Files.list(Path.of("src/main/resources/dev/rollcall/report/template"))) {
            return templates.toList();
        }
    }
}
