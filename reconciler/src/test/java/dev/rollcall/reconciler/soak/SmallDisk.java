// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder on a disk of its own, which is small, and can be made read-only. Only root can have one, on Linux. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static boolean isPossible(Path scratch) throws IOException {
        Path probe = Files.createTempDirectory(scratch, "probe");
        if (call("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", probe.toString()) != 0) {
            return false;
        }
        return call("umount", probe.toString()) == 0;
    }

    static SmallDisk over(Path folder, int kilobytes) throws IOException {
        Files.createDirectories(folder);
        require(call("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder.toString()));
        return new SmallDisk(folder);
    }

    void makeReadOnly() {
        require(call("mount", "-o", "remount,ro", folder.toString()));
    }

    @Override
    public void close() {
        require(call("umount", folder.toString()));
    }

    private static int call(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a disk was mounted", e);
        } catch (IOException e) {
            // there is no such command here
            return -1;
        }
    }

    private static void require(int exitCode) {
        if (exitCode != 0) {
            throw new IllegalStateException("mount or umount failed");
        }
    }
}
