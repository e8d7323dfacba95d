// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that a killed process left at work on the data of an embedded database. Whoever holds the home's lock
 * may stop it: it belongs to nobody any more.
 */
final class OrphanedServer {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedServer.class);
    /** Also as NixOS calls what a wrapper starts, and as Linux calls what was replaced meanwhile. */
    private static final Pattern PROGRAMS = Pattern.compile("\\.?(postgres|initdb|pg_ctl)(-wrapped)?( \\(deleted\\))?");

    /** The first line of the file is a number of a process, and nothing else before a damage. */
    private static final Pattern PID = Pattern.compile("\\s*(\\d{1,18})\\s");

    private static final int STOP_SECONDS = 30;

    private OrphanedServer() {}

    /** Stops what works on a folder of data, if anything does: a server, or the program that makes the data. */
    static void stop(Path data) throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        List<ProcessHandle> orphans = ProcessHandle.allProcesses()
                .filter(process -> worksOn(process, data))
                .toList();
        for (ProcessHandle orphan : orphans) {
            LOG.info("Stopping the PostgreSQL that an earlier process left behind (pid {})", orphan.pid());
            stop(orphan, data);
        }
        forgetDeadServer(data);
    }

    /**
     * A server that crashed leaves its pid behind. After a restart of the machine that may be the pid of anybody, and a
     * new server would take it for the old one and refuse to start; a crash of the machine may leave anything in the file.
     * Whoever works on the data was stopped before, so only a PostgreSQL that hides what it works on counts.
     */
    private static void forgetDeadServer(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        String content = new String(Files.readAllBytes(pidFile), StandardCharsets.ISO_8859_1);
        Matcher pid = PID.matcher(content);
        boolean isServer = pid.lookingAt()
                && ProcessHandle.of(Long.parseLong(pid.group(1)))
                        .filter(process -> isPostgres(process)
                                && process.info().arguments().isEmpty())
                        .isPresent();
        if (!isServer) {
            Files.delete(pidFile);
        }
    }

    private static void stop(ProcessHandle orphan, Path data) {
        orphan.destroy();
        try {
            orphan.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RollcallException(ErrorName.INTERRUPTED, "Interrupted while an orphaned PostgreSQL stopped.", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new RollcallException(
                    ErrorName.ORPHANED_SERVER,
                    "An orphaned PostgreSQL (pid " + orphan.pid() + ") on " + data
                            + " does not stop. End it, then try again.",
                    e);
        }
    }

    private static boolean worksOn(ProcessHandle process, Path data) {
        return isPostgres(process)
                && process.info()
                        .arguments()
                        .map(arguments -> Arrays.asList(arguments).contains(data.toString()))
                        .orElse(false);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return PROGRAMS.matcher(program(process)).matches();
    }

    /** The name of its program; empty where the system does not say. */
    private static String program(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> String.valueOf(Path.of(command).getFileName()))
                .orElse("");
    }
}
