// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import com.sun.security.auth.module.UnixSystem;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.connection.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL programs that have been run once to find their major version. */
record PostgresPrograms(Path folder, int major, Origin origin) {

    /** Where they come from. */
    enum Origin {
        BUNDLED,
        NAMED,
        ON_PATH
    }

    private static final List<String> NEEDED = List.of("postgres", "initdb", "pg_ctl");
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final Pattern ERROR_NUMBER = Pattern.compile("error[=:] ?(\\d+)");
    private static final String NO_SUCH_FILE = "2";
    private static final String ACCESS_DENIED = "13";

    /** On Linux, runs a program started by root as nobody, because PostgreSQL refuses to run as root. */
    private static final List<String> AS_NOBODY = List.of("unshare", "-U");

    /** Whether a folder contains all programs, runnable or not. */
    static boolean areIn(Path folder) {
        return NEEDED.stream().allMatch(program -> Files.isRegularFile(folder.resolve(program)));
    }

    /**
     * Asks the programs in a folder for their version.
     *
     * @throws UnusableProgramsException if they are missing, can't run here, or are too old
     */
    static PostgresPrograms in(Path folder, Origin origin) throws UnusableProgramsException {
        if (!areIn(folder)) {
            throw new UnusableProgramsException(folder + " does not contain the programs " + String.join(", ", NEEDED));
        }
        Path postgres = folder.resolve("postgres");
        ProgramRun run;
        try {
            run = ProgramRun.of(List.of(postgres.toString(), "--version"));
        } catch (IOException e) {
            throw new UnusableProgramsException(whyNotStarted(postgres, e));
        }
        Matcher version = VERSION.matcher(run.output());
        if (!run.isSuccess() || !version.find()) {
            throw new UnusableProgramsException(postgres + " failed with '" + run.firstLine() + "'");
        }
        int major = Integer.parseInt(version.group(1));
        if (major < Database.OLDEST_SERVER_VERSION) {
            throw new UnusableProgramsException("the one in " + folder + " is PostgreSQL " + major
                    + ", but Rollcall needs " + Database.OLDEST_SERVER_VERSION + " or later");
        }
        return new PostgresPrograms(folder, major, origin);
    }

    /** Runs one of the programs to completion. */
    ProgramRun run(String program, List<String> arguments) throws IOException {
        Stream<String> line = Stream.concat(Stream.of(folder.resolve(program).toString()), arguments.stream());
        return ProgramRun.of((isToBeNobody() ? Stream.concat(AS_NOBODY.stream(), line) : line).toList());
    }

    /** Why they are used, as part of a sentence. */
    String display() {
        return switch (origin) {
            case BUNDLED -> "this Rollcall bundles PostgreSQL " + major;
            case NAMED -> "--postgres-bin is PostgreSQL " + major;
            case ON_PATH -> "the bundled programs can't run here, and those in " + folder + " are PostgreSQL " + major;
        };
    }

    private static boolean isToBeNobody() {
        try {
            return new UnixSystem().getUid() == 0
                    && ProgramRun.of(Stream.concat(AS_NOBODY.stream(), Stream.of("true"))
                                    .toList())
                            .isSuccess();
        } catch (IOException e) {
            // no such command here; the server itself reports that it does not run as root
            return false;
        }
    }

    /** The system reports an existing file as missing if the loader that it names is missing. */
    private static String whyNotStarted(Path program, IOException failure) {
        Matcher number = ERROR_NUMBER.matcher(String.valueOf(failure.getMessage()));
        String error = number.find() ? number.group(1) : "";
        if (error.equals(NO_SUCH_FILE)) {
            return "this system has no dynamic loader for " + program + ", as usual on NixOS";
        }
        if (error.equals(ACCESS_DENIED)) {
            return mayRun(program)
                    ? program.getParent() + " is mounted noexec"
                    : "the permissions of " + program + " do not allow running it";
        }
        return FailureText.of(failure);
    }

    private static boolean mayRun(Path program) {
        try {
            return Files.getPosixFilePermissions(program).contains(PosixFilePermission.OWNER_EXECUTE);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
