// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder on its own small disk, which can be made read-only. Needs root and Linux. */
public final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    public static boolean isPossible(Path scratch) throws IOException {
        Path probe = Files.createTempDirectory(scratch, "probe");
        if (call("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", probe.toString()) != 0) {
            return false;
        }
        return call("umount", probe.toString()) == 0;
    }

    public static SmallDisk over(Path folder, int kilobytes) throws IOException {
        return mount(folder, "size=" + kilobytes + "k");
    }

    /** A disk on which no program can run. */
    public static SmallDisk withoutPrograms(Path folder) throws IOException {
        return mount(folder, "noexec,size=300m");
    }

    private static SmallDisk mount(Path folder, String options) throws IOException {
        Files.createDirectories(folder);
        require(call("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()));
        return new SmallDisk(folder);
    }

    public void makeReadOnly() {
        require(call("mount", "-o", "remount,ro", folder.toString()));
    }

    @Override
    public void close() {
        // a server that lost its data takes a moment to end
        require(call("umount", "--lazy", folder.toString()));
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
            // no such command here
            return -1;
        }
    }

    private static void require(int exitCode) {
        if (exitCode != 0) {
            throw new IllegalStateException("mount or umount failed");
        }
    }
}
