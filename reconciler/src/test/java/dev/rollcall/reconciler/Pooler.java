// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import dev.rollcall.schema.connection.DatabaseSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real pgbouncer in front of a server, on the loopback interface. */
public final class Pooler implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql://(?<host>[^:/]+):(?<port>\\d+)/(?<database>.*)");
    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final DatabaseSettings database;

    private Pooler(Process process, DatabaseSettings database) {
        this.process = process;
        this.database = database;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Starts one in a folder, with settings such as {@code pool_mode = session}. */
    public static Pooler start(Path folder, DatabaseSettings behind, String... settings)
            throws IOException, InterruptedException {
        Matcher url = URL.matcher(behind.url());
        if (!url.matches()) {
            throw new IllegalArgumentException(behind.url());
        }
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        // it does not run as root, and may not see a folder created by root
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path users = Files.writeString(
                folder.resolve("users.txt"), "\"" + behind.user() + "\" \"" + behind.password() + "\"\n");
        Path configuration = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=%s port=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                %s
                """.formatted(
                        url.group("host"), url.group("port"), port, users, String.join("\n", settings)));
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), configuration.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(1, List.of("-u", "nobody"));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                .start();
        await(process, port, folder);
        return new Pooler(
                process,
                new DatabaseSettings(
                        "jdbc:postgresql://127.0.0.1:" + port + "/" + url.group("database"),
                        behind.user(),
                        behind.password()));
    }

    /** The same database through the pooler. */
    public DatabaseSettings database() {
        return database;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static void await(Process process, int port, Path folder) throws IOException, InterruptedException {
        for (int tried = 0; tried < PATIENCE_SECONDS * 10; tried++) {
            if (!process.isAlive()) {
                break;
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream();
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        process.destroy();
        throw new IllegalStateException(
                "pgbouncer did not start: " + Files.readString(folder.resolve("pgbouncer.log")));
    }
}
