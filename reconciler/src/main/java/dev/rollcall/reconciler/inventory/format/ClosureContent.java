// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import dev.rollcall.schema.domain.PackageVersion;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.text.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is inside a closure.
 *
 * @param packages how many packages
 * @param text the packages as they are staged, each once and in order; neither a name nor a version has a slash or a blank
 * @param size the bytes of all its store paths; null if the line says none
 */
record ClosureContent(int packages, String text, @Nullable Long size) {

    private static final int HASH_LENGTH = 32;

    /** Of {@code packages}, else of {@code paths}. */
    static ClosureContent of(JsonLine line, String storePath) throws BadLineException {
        List<JsonNode> packages = line.elements("packages");
        List<JsonNode> paths = packages == null ? line.elements("paths") : null;
        if (packages == null && paths == null) {
            throw new BadLineException(ErrorName.LINE_LACKS_KEY, "has neither 'packages' nor 'paths'");
        }
        Reader reader = new Reader();
        for (JsonNode element : packages == null ? List.<JsonNode>of() : packages) {
            reader.readPackage(element);
        }
        for (JsonNode element : paths == null ? List.<JsonNode>of() : paths) {
            reader.readPath(element, storePath);
        }
        if (reader.elements == 0) {
            throw new BadLineException(
                    ErrorName.LINE_LACKS_KEY,
                    "has an empty '" + (packages == null ? "paths" : "packages") + "', and no closure is empty");
        }
        List<String> inOrder = reader.packages.stream().distinct().sorted().toList();
        return new ClosureContent(inOrder.size(), String.join(" ", inOrder), reader.size);
    }

    String digest() {
        return Sha256.hex(text);
    }

    /** What is read so far. */
    private static final class Reader {

        private final List<String> packages = new ArrayList<>();
        private @Nullable Long size;
        private int elements;

        /** One without a version is part of the configuration and no package. */
        void readPackage(JsonNode element) throws BadLineException {
            elements++;
            if (!element.isObject()) {
                throw JsonLine.wrongType("packages", element, "an array of objects with 'name' and 'version'");
            }
            String name = PackageText.required(JsonLine.text("packages.name", element.get("name")));
            String version = JsonLine.text("packages.version", element.get("version"));
            if (version != null && !version.isEmpty()) {
                packages.add(name + "/" + PackageText.required(version));
            }
            add(element.get("size"), "packages.size");
        }

        /** A text, as {@code nix-store} prints it, or an object with the keys of {@code nix path-info}. */
        void readPath(JsonNode element, String storePath) throws BadLineException {
            elements++;
            String path = JsonLine.text("paths", element.isObject() ? element.get("path") : element);
            String file = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
            if (!isStoreName(file)) {
                throw new BadLineException(
                        ErrorName.LINE_INVALID_STORE_PATH,
                        "has " + JsonLine.quote(String.valueOf(path))
                                + " in 'paths', expected store paths as 'nix-store -qR' prints them");
            }
            Optional<PackageVersion> found =
                    PackageVersion.ofStorePathName(PackageText.required(file.substring(HASH_LENGTH + 1)));
            if (!storePath.endsWith("/" + file)) {
                found.ifPresent(each -> packages.add(each.name() + "/" + each.version()));
            }
            if (element.isObject()) {
                add(element.get("narSize"), "paths.narSize");
            }
        }

        private void add(@Nullable JsonNode bytes, String key) throws BadLineException {
            if (bytes == null || bytes.isNull()) {
                return;
            }
            // so that no sum overflows
            if (!bytes.isIntegralNumber()
                    || !bytes.canConvertToLong()
                    || bytes.longValue() < 0
                    || bytes.longValue() > 1L << 46) {
                throw JsonLine.wrongType(key, bytes, "a number of bytes");
            }
            size = (size == null ? 0 : size) + bytes.longValue();
        }

        /** Not a regex: a file has millions of paths. */
        private static boolean isStoreName(String file) {
            boolean isHash = file.length() > HASH_LENGTH + 1 && file.charAt(HASH_LENGTH) == '-';
            for (int i = 0; isHash && i < HASH_LENGTH; i++) {
                char c = file.charAt(i);
                isHash = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
            }
            return isHash;
        }
    }
}
