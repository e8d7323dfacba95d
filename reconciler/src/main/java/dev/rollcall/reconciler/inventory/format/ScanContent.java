// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import dev.rollcall.schema.domain.AdvisoryId;
import dev.rollcall.schema.domain.PackageVersion;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.text.Sha256;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a scanner found in a closure.
 *
 * @param count how many advisories
 * @param json the advisories as they are staged, each once and in order: arrays of id, package, version and score
 */
record ScanContent(int count, String json) {

    private static final double MAX_SCORE = 10;

    /** Without a score, in JSON. */
    private static final String NONE = "null";

    /** Of {@code advisories}, else of {@code vulnix}. */
    static ScanContent of(JsonLine line) throws BadLineException {
        List<JsonNode> advisories = line.elements("advisories");
        List<JsonNode> vulnix = advisories == null ? line.elements("vulnix") : null;
        if (advisories == null && vulnix == null) {
            throw new BadLineException(ErrorName.LINE_LACKS_KEY, "has neither 'advisories' nor 'vulnix'");
        }
        Reader reader = new Reader();
        for (JsonNode element : advisories == null ? List.<JsonNode>of() : advisories) {
            reader.readAdvisory(element);
        }
        for (JsonNode element : vulnix == null ? List.<JsonNode>of() : vulnix) {
            reader.readDerivation(element);
        }
        return new ScanContent(
                reader.scores.size(),
                reader.scores.entrySet().stream()
                        .map(each -> each.getKey() + each.getValue() + "]")
                        .collect(Collectors.joining(",", "[", "]")));
    }

    String digest() {
        return Sha256.hex(json);
    }

    /** The id of an advisory, or the name of a scanner. */
    static String id(String key, @Nullable String value) throws BadLineException {
        if (value == null || !AdvisoryId.isValid(value)) {
            throw new BadLineException(
                    ErrorName.LINE_INVALID_TEXT,
                    "has '" + key + "' " + JsonLine.quote(String.valueOf(value))
                            + ", expected at most 100 letters, digits and ._:-");
        }
        return value;
    }

    /** What is read so far. */
    private static final class Reader {

        /** By the beginning of the array, up to its score; several derivations may hold the same package. */
        private final Map<String, String> scores = new TreeMap<>();

        void readAdvisory(JsonNode element) throws BadLineException {
            if (!element.isObject()) {
                throw JsonLine.wrongType(
                        "advisories", element, "an array of objects with 'id', 'package' and 'version'");
            }
            add(
                    id("advisories.id", JsonLine.text("advisories.id", element.get("id"))),
                    new PackageVersion(
                            PackageText.ofScanner("advisories.package", element.get("package")),
                            PackageText.ofScanner("advisories.version", element.get("version"))),
                    score("advisories.score", element.get("score")));
        }

        /** As vulnix prints it; what its whitelist masks is no advisory. */
        void readDerivation(JsonNode element) throws BadLineException {
            JsonNode ids = element.get("affected_by");
            if (ids == null || !ids.isArray()) {
                throw JsonLine.wrongType("vulnix", element, "the array that 'vulnix --json' prints");
            }
            PackageVersion found = packageOf(element);
            JsonNode known = element.get("cvssv3_basescore");
            for (JsonNode each : ids) {
                String id = id("vulnix.affected_by", JsonLine.text("vulnix.affected_by", each));
                add(id, found, score("vulnix.cvssv3_basescore", known == null ? null : known.get(id)));
            }
        }

        /** Old versions of vulnix only print the name. */
        private static PackageVersion packageOf(JsonNode element) throws BadLineException {
            JsonNode name = element.get("pname");
            JsonNode version = element.get("version");
            if (name != null && version != null) {
                return new PackageVersion(
                        PackageText.ofScanner("vulnix.pname", name), PackageText.ofScanner("vulnix.version", version));
            }
            PackageVersion parsed = PackageVersion.parse(PackageText.ofScanner("vulnix.name", element.get("name")));
            if (parsed.version().isEmpty()) {
                throw new BadLineException(
                        ErrorName.LINE_INVALID_TEXT,
                        "has 'vulnix.name' " + JsonLine.quote(parsed.name()) + " without a version");
            }
            return parsed;
        }

        /** The greater score is kept where they disagree; the ones without a score are less. */
        private void add(String id, PackageVersion found, String score) {
            String array = JsonNodeFactory.instance
                    .arrayNode()
                    .add(id)
                    .add(found.name())
                    .add(found.version())
                    .toString();
            scores.merge(array.substring(0, array.length() - 1) + ",", score, Reader::greater);
        }

        private static String greater(String one, String other) {
            if (one.equals(NONE) || other.equals(NONE)) {
                return one.equals(NONE) ? other : one;
            }
            return new BigDecimal(one).compareTo(new BigDecimal(other)) >= 0 ? one : other;
        }

        private static String score(String key, @Nullable JsonNode value) throws BadLineException {
            if (value == null || value.isNull()) {
                return NONE;
            }
            double score = value.isNumber() ? value.asDouble(-1) : -1;
            if (!(score >= 0 && score <= MAX_SCORE)) {
                throw new BadLineException(
                        ErrorName.LINE_WRONG_TYPE,
                        "has '" + key + "' that is not a score, expected a number from 0 to 10");
            }
            return BigDecimal.valueOf(score).setScale(1, RoundingMode.HALF_UP).toPlainString();
        }
    }
}
