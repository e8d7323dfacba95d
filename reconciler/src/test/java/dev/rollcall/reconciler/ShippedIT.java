// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contents of the program's jar. */
class ShippedIT {

    private static final Path PROGRAM = Path.of("target", "rollcall.jar");

    /** Licences that are compatible with an Apache-2.0 program. */
    private static final Set<String> COMPATIBLE = Set.of("Apache-2.0", "MIT", "BSD-2-Clause", "0BSD", "CC0-1.0");

    private static final List<String> ONLY_FOR_TESTS =
            List.of("junit", "assertj", "testcontainers", "archunit", "playwright", "jsoup", "docker-java");

    @Test
    void should_list_a_compatible_licence_and_a_checksum_for_every_component_when_shipped() throws IOException {
        JsonNode parts = billOfMaterials().get("components");

        assertThat(parts.size()).isGreaterThan(30);
        for (JsonNode part : parts) {
            assertThat(licences(part))
                    .as(part.get("name").stringValue())
                    .isNotEmpty()
                    .isSubsetOf(COMPATIBLE);
            assertThat(part.get("hashes").size())
                    .as(part.get("name").stringValue())
                    .isPositive();
        }
    }

    @Test
    void should_contain_nothing_of_the_tests_when_shipped() throws IOException {
        for (JsonNode part : billOfMaterials().get("components")) {
            assertThat(part.get("purl").stringValue()).doesNotContain(ONLY_FOR_TESTS.toArray(String[]::new));
        }
    }

    @Test
    void should_contain_its_own_licence_when_shipped() throws IOException {
        try (JarFile program = new JarFile(PROGRAM.toFile())) {
            assertThat(program.getEntry("LICENSE")).isNotNull();
        }
    }

    private static Set<String> licences(JsonNode part) {
        Set<String> licences = new TreeSet<>();
        for (JsonNode licence : part.path("licenses")) {
            licences.add(licence.path("license").path("id").asString("unnamed"));
        }
        return licences;
    }

    private static JsonNode billOfMaterials() throws IOException {
        try (JarFile program = new JarFile(PROGRAM.toFile());
                InputStream bill = program.getInputStream(program.getEntry("META-INF/sbom/bom.json"))) {
            return new JsonMapper().readTree(bill.readAllBytes());
        }
    }
}
