// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.schema.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A way to a server on which every connection ends after so many bytes of its answers. */
final class CutConnections implements AutoCloseable {

    /** How a connection ends. */
    enum End {
        RESET,
        HALF_CLOSED
    }

    private static final Pattern SERVER = Pattern.compile("jdbc:postgresql://(?<host>[^:/]+):(?<port>\\d+)/");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerSocket entrance;
    private final DatabaseSettings server;
    private final End end;
    private final int bytes;

    private CutConnections(ServerSocket entrance, DatabaseSettings server, End end, int bytes) {
        this.entrance = entrance;
        this.server = server;
        this.end = end;
        this.bytes = bytes;
    }

    static CutConnections to(DatabaseSettings server, End end, int bytes) throws IOException {
        CutConnections cut =
                new CutConnections(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server, end, bytes);
        cut.threads.execute(cut::accept);
        return cut;
    }

    DatabaseSettings settings() {
        return new DatabaseSettings(
                SERVER.matcher(server.url())
                        .replaceFirst("jdbc:postgresql://127.0.0.1:" + entrance.getLocalPort() + "/"),
                server.user(),
                server.password());
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                threads.execute(() -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        Matcher address = SERVER.matcher(server.url());
        address.lookingAt();
        try (client;
                Socket there = new Socket(address.group("host"), Integer.parseInt(address.group("port")))) {
            threads.execute(() -> copy(client, there));
            InputStream answers = there.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int sent = 0; sent < bytes; sent++) {
                int next = answers.read();
                if (next < 0) {
                    return;
                }
                out.write(next);
            }
            if (end == End.RESET) {
                client.setSoLinger(true, 0);
            } else {
                client.shutdownOutput();
                answers.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            // one of both went away first
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // its other half tells
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        threads.shutdownNow();
    }
}
