// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains why an embedded server can't be started and what to do. */
final class StartFailure {

    private static final List<String> FULL = List.of("No space left on device", "Disk quota exceeded");
    /** PostgreSQL's log is on the same disk, so a full disk may leave no message. */
    private static final long HARDLY_ANY_ROOM = 1 << 20;

    private static final List<String> ROOT = List.of("cannot be run as root", "\"root\" execution");
    private static final Pattern ERROR = Pattern.compile("\\b(?:FATAL|PANIC|error): +(.+)");
    private static final Pattern DETAIL = Pattern.compile("\\bDETAIL: +(.+)");

    private final Path home;
    private final IOException failure;

    private StartFailure(Path home, IOException failure) {
        this.home = home;
        this.failure = failure;
    }

    static RollcallException of(Path home, IOException failure) {
        return new RollcallException(new StartFailure(home, failure).error(), failure);
    }

    private NamedError error() {
        String output = String.valueOf(failure.getMessage());
        if (FULL.stream().anyMatch(output::contains) || room() < HARDLY_ANY_ROOM) {
            return new NamedError(
                    ErrorName.HOME_DISK_FULL,
                    because("its disk is full")
                            + " Free space there (a new home needs about 200 MB), or choose a folder on another disk with --home.");
        }
        if (ROOT.stream().anyMatch(output::contains)) {
            return new NamedError(
                    ErrorName.SERVER_AS_ROOT,
                    because(
                                    "PostgreSQL refuses to run as root, and 'unshare -U', which would run it as another user, fails here")
                            + " Run Rollcall as another user, or use a server with --db-url.");
        }
        if (failure instanceof FileSystemException denied) {
            return new NamedError(
                    ErrorName.HOME_UNWRITABLE,
                    because(denied.getFile() + " can't be read or written: " + FailureText.wordsOf(denied))
                            + " Fix that, or choose a writable folder with --home.");
        }
        return new NamedError(
                ErrorName.SERVER_NOT_STARTED,
                because(failure instanceof StartException ? lastError(output) : output) + log());
    }

    private String because(String reason) {
        return "The embedded PostgreSQL in " + home + " can't be started: " + reason.replaceAll("\\.$", "") + ".";
    }

    /** Its last error: earlier ones led to it or precede a retry. */
    private static String lastError(String output) {
        Matcher errors = ERROR.matcher(output);
        String error = "";
        while (errors.find()) {
            Matcher detail = DETAIL.matcher(output).region(errors.end(), output.length());
            error = errors.group(1) + (detail.find() ? " (" + detail.group(1).replaceAll("\\.$", "") + ")" : "");
        }
        return error.isEmpty() ? new ProgramRun(1, output).firstLine() : error;
    }

    private String log() {
        Path log = home.resolve(EmbeddedHome.LOG);
        return Files.exists(log) ? " Its log is " + log + "." : "";
    }

    private long room() {
        try {
            return Files.isDirectory(home) ? Files.getFileStore(home).getUsableSpace() : Long.MAX_VALUE;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
