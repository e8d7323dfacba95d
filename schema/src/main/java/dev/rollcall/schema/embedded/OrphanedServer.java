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
 * A PostgreSQL that a killed process left running on the data of an embedded database. The holder of the home's lock
 * may stop it.
 */
final class OrphanedServer {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedServer.class);
    /** Includes the names of NixOS's wrapped programs, and of programs that Linux shows as deleted. */
    private static final Pattern PROGRAMS = Pattern.compile("\\.?(postgres|initdb|pg_ctl)(-wrapped)?( \\(deleted\\))?");

    /** The first line of the file is a process id, unless it is damaged. */
    private static final Pattern PID = Pattern.compile("\\s*(\\d{1,18})\\s");

    private static final int STOP_SECONDS = 30;

    private OrphanedServer() {}

    /** Stops the server or initdb that runs on a data folder, if any. */
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
     * Removes the pid file that a crashed server left behind. After a reboot any process may have that pid, and a new
     * server would refuse to start; after a crash of the machine the file may contain anything. Processes that run on
     * the data were stopped before, so only a PostgreSQL whose arguments are hidden counts.
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
            throw new RollcallException(ErrorName.INTERRUPTED, "Interrupted while stopping an orphaned PostgreSQL.", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new RollcallException(
                    ErrorName.ORPHANED_SERVER,
                    "An orphaned PostgreSQL (pid " + orphan.pid() + ") on " + data
                            + " does not stop. End the process, then try again.",
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

    /** The name of its program; empty if the system does not tell. */
    private static String program(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> String.valueOf(Path.of(command).getFileName()))
                .orElse("");
    }
}
