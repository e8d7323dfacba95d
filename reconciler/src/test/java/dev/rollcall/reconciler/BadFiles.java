// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Damaged files made from a good one, for every parser. */
public final class BadFiles {

    private static final int MEGABYTE = 1 << 20;

    private BadFiles() {}

    /** Damaged versions of a text file, by kind of damage. */
    public static Map<String, byte[]> of(String text) {
        byte[] good = text.getBytes(StandardCharsets.UTF_8);
        byte[] packed = gzip(good);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("empty", new byte[0]);
        files.put("blank", utf8(" \t\r\n\n\r\n"));
        files.put("CRLF", utf8(text.replace("\n", "\r\n")));
        files.put("a mark of the byte order", concat(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, good));
        files.put("UTF-16", text.getBytes(StandardCharsets.UTF_16));
        files.put("gzip unasked", packed);
        files.put("gzip cut off", Arrays.copyOf(packed, packed.length - 9));
        files.put("gzip head only", Arrays.copyOf(packed, 2));
        files.put("gzip damaged", damaged(packed));
        files.put("gzip in gzip", gzip(packed));
        files.put("one NUL", new byte[1]);
        files.put("NULs", new byte[5000]);
        files.put("invalid UTF-8", concat(good, new byte[] {'"', (byte) 0xc3, (byte) 0x28, (byte) 0xff, '"'}));
        files.put("a surrogate as bytes", concat(good, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}));
        files.put("cut off", Arrays.copyOf(good, good.length / 2));
        files.put("no last end of line", Arrays.copyOf(good, good.length - 1));
        files.put("twice", concat(good, good));
        files.put("an array of all", concat(utf8("["), good));
        files.put("deep", utf8("[".repeat(3 * MEGABYTE)));
        files.put("deep and short", utf8("[".repeat(5_000)));
        files.put("deep mappings", utf8("{\"a\":".repeat(5_000)));
        files.put("bidi and escapes", utf8("\u202e\u2066\u001b[2J\u009b31m = : \u202e\n"));
        files.put("a line of 10 MB", concat(good, utf8("x".repeat(10 * MEGABYTE) + "\n")));
        files.put("a line of 17 MB", utf8("x".repeat(17 * MEGABYTE)));
        return files;
    }

    /** The bytes of a good file with some flipped, dropped, duplicated or cut off. */
    public static byte[] damaged(String text, Random random) {
        byte[] bytes = utf8(text);
        for (int times = 1 + random.nextInt(4); times > 0 && bytes.length > 1; times--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = Arrays.copyOf(bytes, at);
                case 2 -> bytes = spliced(bytes, at, at + 1, new byte[0]);
                case 3 -> bytes = spliced(bytes, at, at, utf8(SPICES[random.nextInt(SPICES.length)]));
                default -> bytes = spliced(bytes, at, at, Arrays.copyOfRange(bytes, at / 2, at));
            }
        }
        return bytes;
    }

    private static final String[] SPICES = {
        "\u0000",
        "\r\n",
        "\u202e",
        "\u001b[2J",
        "\\u0000",
        "\\ud800",
        "\\0",
        "${x}",
        "%zz",
        "[".repeat(99),
        "- ",
        ": ",
        "&a ",
        "*a",
        "!!x",
        "\"",
        "'",
        "#",
        "\t",
        "9".repeat(400),
        "-1",
        "null",
        "{}",
        "@",
        "\ufeff",
        "\u0085",
        "\ud83d\udc68"
    };

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        return concat(concat(Arrays.copyOf(bytes, from), middle), Arrays.copyOfRange(bytes, to, bytes.length));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] damaged(byte[] packed) {
        byte[] damaged = packed.clone();
        damaged[packed.length / 2] ^= 0x55;
        return damaged;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }
}
