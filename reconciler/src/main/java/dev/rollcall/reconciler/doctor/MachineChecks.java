// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.doctor;

import dev.rollcall.reconciler.inventory.InventoryFolder;
import dev.rollcall.schema.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Checks what a night needs from this machine. */
public final class MachineChecks {

    private static final long MEGABYTE = 1L << 20;
    private static final long TOO_LITTLE = 100 * MEGABYTE;
    private static final long LITTLE = 1024 * MEGABYTE;

    private MachineChecks() {}

    /** Whether a report can be written to a folder, which need not exist yet. */
    public static Check archive(Path folder) {
        Path there = existing(folder);
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            return Check.problem(
                    "archive",
                    "the report can't be written to " + folder + ": "
                            + (Files.isDirectory(there)
                                    ? "this user may not write to " + there
                                    : there + " is not a folder"),
                    "Run doctor as the user of the nightly run, give that user write permission, or choose another folder with --out.");
        }
        return Check.ok(
                "archive",
                folder + (there.equals(folder.toAbsolutePath().normalize()) ? "" : ", which the first run creates"));
    }

    /** Whether a drop folder and its files can be read. */
    public static Check drops(Path folder, Instant now) {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder) || !Files.isExecutable(folder)) {
            return Check.problem(
                    "drop folder",
                    folder + " does not exist, or this user may not read it",
                    "Create it, or choose another folder with --import; until then, nights run without it.");
        }
        return InventoryFolder.read(folder, now).passedOver().stream()
                .findFirst()
                .map(error -> Check.problem(
                        "drop folder",
                        error.sentence().replaceFirst("\\.$", ""),
                        "Correct or remove the file; until then, nights run without it and exit with 1."))
                .orElseGet(() -> Check.ok("drop folder", folder.toString()));
    }

    /** Whether there is free space. */
    public static Check disk(Path folder) {
        Path there = existing(folder);
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            String seen = free / MEGABYTE + " MB free for " + folder;
            String remedy = "Free space, or keep fewer nights (--keep-all, --keep-daily, 'rollcall prune').";
            if (free < TOO_LITTLE) {
                return Check.problem("disk", seen, remedy);
            }
            return free < LITTLE ? Check.warning("disk", seen, remedy) : Check.ok("disk", seen);
        } catch (IOException e) {
            return Check.warning(
                    "disk", "free space can't be read: " + FailureText.of(e), "Check it by hand: df " + there);
        }
    }

    /** Timers use the machine's time zone, reports never do. */
    public static Check timeZone(ZoneId zone) {
        boolean isUtc = zone.normalized().equals(ZoneOffset.UTC);
        return Check.ok(
                "time zone",
                zone.getId() + (isUtc ? "" : ", which timers on this machine use; Rollcall shows all times in UTC"));
    }

    private static Path existing(Path folder) {
        Path there = folder.toAbsolutePath().normalize();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }
}
