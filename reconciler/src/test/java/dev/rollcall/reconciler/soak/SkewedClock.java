// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A wrong clock: by years if Debian's libfaketime is installed, else by the hours of a distant time zone, in which the
 * job repository stores its times.
 */
final class SkewedClock {

    /** The time until a jump takes effect. */
    static final int JUMP_MILLIS = 1_100;

    private static final int FARTHEST_DAYS = 4000;

    private SkewedClock() {}

    static Map<String, String> variables(Random random) {
        Optional<Path> library = library();
        if (library.isEmpty()) {
            return Map.of("TZ", random.nextBoolean() ? "Pacific/Kiritimati" : "Pacific/Pago_Pago");
        }
        return Map.of(
                "LD_PRELOAD", library.get().toString(), "FAKETIME", skew(random), "FAKETIME_DONT_FAKE_MONOTONIC", "1");
    }

    /** A clock that is right until {@link #jump} is called with its file. */
    static Map<String, String> thatJumps(Path file) throws IOException {
        Files.writeString(file, "+0d\n");
        return Map.of(
                "LD_PRELOAD",
                library().orElseThrow().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                // it reads the file once per second: reading it at each call would make a run take a minute
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }

    static void jump(Path file, Random random) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, skew(random) + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static boolean isPossible() {
        return library().isPresent();
    }

    /** The nights of the soak are in the past of either clock. */
    private static String skew(Random random) {
        int days = 1 + random.nextInt(FARTHEST_DAYS);
        return random.nextBoolean() ? "+" + days + "d" : "-" + days % 200 + "d";
    }

    static String description() {
        return library().isPresent()
                ? "clocks are off by days and years (libfaketime)"
                : "clocks are off by the hours of a time zone only (Debian's libfaketime is not installed)";
    }

    private static Optional<Path> library() {
        return Stream.of("x86_64", "aarch64")
                .map(machine -> Path.of("/usr/lib/" + machine + "-linux-gnu/faketime/libfaketimeMT.so.1"))
                .filter(Files::exists)
                .findFirst();
    }
}
