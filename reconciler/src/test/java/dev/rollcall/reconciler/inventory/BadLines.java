// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.schema.HostileTexts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Generates nearly valid lines from a seed: each is a damaged line of an inventory file. */
final class BadLines {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String HASH = "a".repeat(40);
    private static final String TIME = "\"2026-01-01T00:00:00Z\"";
    private static final List<String> TEXTS = Stream.concat(
                    HostileTexts.STORABLE.stream(), HostileTexts.UNSTORABLE.stream())
            .toList();

    /** Values of every wrong type, in JSON. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1e400",
            "9".repeat(400),
            "\"\"",
            "[]",
            "{}",
            "[[[[]]]]",
            "{\"out\":{\"out\":1}}",
            "[null]",
            "[1,\"x\"]",
            "\"9999-99-99T00:00:00Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"+999999999-12-31T23:59:59.999999999+18:00\"",
            "\"2026-01-01\"",
            "\"" + "z".repeat(5000) + "\"",
            "[".repeat(2000) + "]".repeat(2000),
            "{\"a\":".repeat(2000) + "1" + "}".repeat(2000),
            "NaN",
            "tru",
            "'x'");

    private final Random random;

    BadLines(long seed) {
        this.random = new Random(seed);
    }

    /** A line as it should be. */
    static String good(FileKind kind) {
        return switch (kind) {
            case FLAKES -> "{\"name\":\"infra\",\"repo_url\":\"https://example.org\",\"branch\":\"main\"}";
            case COMMITS ->
                "{\"flake\":\"infra\",\"git_commit_hash\":\"" + HASH + "\",\"commit_timestamp\":" + TIME
                        + ",\"first_parent\":\"" + "b".repeat(40) + "\",\"subject\":\"s\",\"author\":\"amy\"}";
            case SYSTEMS ->
                "{\"hostname\":\"web\",\"flake\":\"infra\",\"environment\":\"prod\",\"owner\":\"amy\",\"is_active\":true,\"pinned\":true,\"pinned_commit\":\""
                        + HASH + "\"}";
            case EVALS ->
                "{\"attr\":\"web\",\"attrPath\":[\"web\"],\"drvPath\":\"/nix/store/a.drv\",\"outputs\":{\"out\":\"/nix/store/a\"},\"commit\":\""
                        + HASH + "\",\"evaluatedAt\":" + TIME + "}";
            case STATES ->
                "{\"hostname\":\"web\",\"store_path\":\"/nix/store/a\",\"timestamp\":" + TIME
                        + ",\"configuration_revision\":\"" + HASH + "\",\"change_reason\":\"boot\"}";
            case HEARTBEATS -> "{\"hostname\":\"web\",\"timestamp\":" + TIME + "}";
            case CLOSURES ->
                "{\"store_path\":\"/nix/store/a\",\"packages\":[{\"name\":\"openssl\",\"version\":\"3.0.14\",\"size\":1}],\"paths\":[\"/nix/store/"
                        + "c".repeat(32) + "-zlib-1.3\"]}";
            case ADVISORIES ->
                "{\"store_path\":\"/nix/store/a\",\"scanner\":\"vulnix\",\"scanner_version\":\"1.12.3\",\"database_at\":"
                        + TIME
                        + ",\"scanned_at\":" + TIME
                        + ",\"advisories\":[{\"id\":\"CVE-2024-5535\",\"package\":\"openssl\",\"version\":\"3.0.13\",\"score\":9.1}],\"vulnix\":[]}";
        };
    }

    byte[] next(FileKind kind) {
        String line = good(kind);
        return switch (random.nextInt(8)) {
            case 0 -> line.substring(0, random.nextInt(line.length())).getBytes(StandardCharsets.UTF_8);
            case 1 -> flipped(line);
            case 2 -> withText(line, TEXTS.get(random.nextInt(TEXTS.size())));
            case 3, 4 -> withValue(line, VALUES.get(random.nextInt(VALUES.size())));
            case 5 -> twice(line);
            case 6 -> inserted(line);
            default -> (line + VALUES.get(random.nextInt(VALUES.size()))).getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] flipped(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private byte[] withText(String line, String text) {
        ObjectNode node = (ObjectNode) JSON.readTree(line);
        node.put(anyKey(node), text);
        // escaped, because an unpaired surrogate has no bytes
        StringBuilder ascii = new StringBuilder();
        node.toString()
                .chars()
                .forEach(c -> ascii.append(c < 0x7f && c >= ' ' ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        return ascii.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] withValue(String line, String value) {
        ObjectNode node = (ObjectNode) JSON.readTree(line);
        node.put(anyKey(node), "@@");
        return node.toString().replace("\"@@\"", value).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] twice(String line) {
        return (line.substring(0, line.length() - 1) + "," + line.substring(1)).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] inserted(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(bytes.length);
        byte[] strange = new byte[1 + random.nextInt(40)];
        random.nextBytes(strange);
        byte[] all = new byte[bytes.length + strange.length];
        System.arraycopy(bytes, 0, all, 0, at);
        System.arraycopy(strange, 0, all, at, strange.length);
        System.arraycopy(bytes, at, all, at + strange.length, bytes.length - at);
        return all;
    }

    private String anyKey(ObjectNode node) {
        List<String> keys = node.propertyNames().stream().toList();
        return keys.get(random.nextInt(keys.size()));
    }
}
