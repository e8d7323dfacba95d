// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

import dev.rollcall.schema.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Generates realistic commit hashes and store paths. */
final class DemoNames {

    /** The digits of Nix's base 32, which omits e, o, t and u. */
    private static final String NIX_DIGITS = "0123456789abcdfghijklmnpqrsvwxyz";

    private static final int STORE_HASH_LENGTH = 32;
    private static final String RELEASE = "26.05.20260501.7b3e5ad";

    private DemoNames() {}

    static String commit(SplittableRandom random) {
        StringBuilder hash = new StringBuilder();
        while (hash.length() < 40) {
            hash.append("%08x".formatted(random.nextInt()));
        }
        return hash.toString();
    }

    /** The closure of a version of a machine's files, always the same. */
    static String closure(String hostname, int version) {
        return path(hostname, "version " + version);
    }

    /** A closure without an evaluation. */
    static String closureByHand(String hostname) {
        return path(hostname, "by hand");
    }

    /** The path of anything else, the same wherever it has the name. */
    static String storePath(String name) {
        return "/nix/store/" + storeHash(name) + "-" + name;
    }

    private static String path(String hostname, String content) {
        return "/nix/store/" + storeHash(hostname + " " + content) + "-nixos-system-" + hostname + "-" + RELEASE;
    }

    private static String storeHash(String content) {
        byte[] digest = Sha256.of(content.getBytes(StandardCharsets.UTF_8));
        StringBuilder hash = new StringBuilder();
        for (int i = 0; i < STORE_HASH_LENGTH; i++) {
            hash.append(NIX_DIGITS.charAt(digest[i] & 31));
        }
        return hash.toString();
    }
}
