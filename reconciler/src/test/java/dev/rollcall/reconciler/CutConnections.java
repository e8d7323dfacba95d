// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import dev.rollcall.schema.connection.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A proxy that cuts a server's connections: each after a number of bytes of its answers, or all of them at once. */
public final class CutConnections implements AutoCloseable {

    /** How a connection ends. */
    public enum End {
        RESET,
        HALF_CLOSED
    }

    private static final Pattern SERVER = Pattern.compile("jdbc:postgresql://(?<host>[^:/]+):(?<port>\\d+)/");
    private static final int BUFFER_BYTES = 8_192;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
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

    /** A proxy that cuts nothing before {@link #cut}. */
    public static CutConnections to(DatabaseSettings server, End end) throws IOException {
        return to(server, end, Integer.MAX_VALUE);
    }

    /** A proxy that cuts every connection after this many bytes of the server's answers. */
    public static CutConnections to(DatabaseSettings server, End end, int bytes) throws IOException {
        CutConnections cut =
                new CutConnections(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server, end, bytes);
        cut.threads.execute(cut::accept);
        return cut;
    }

    /** The server's address through the proxy. */
    public DatabaseSettings settings() {
        return new DatabaseSettings(
                SERVER.matcher(server.url())
                        .replaceFirst("jdbc:postgresql://127.0.0.1:" + entrance.getLocalPort() + "/"),
                server.user(),
                server.password());
    }

    /** Cuts all connections; returns how many. */
    public int cut() {
        int cut = 0;
        for (Socket client : clients) {
            try {
                cut(client);
                cut++;
            } catch (IOException e) {
                // already closed
            }
        }
        return cut;
    }

    private void cut(Socket client) throws IOException {
        if (end == End.RESET) {
            client.setSoLinger(true, 0);
            client.close();
        } else {
            client.shutdownOutput();
        }
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
            clients.add(client);
            threads.execute(() -> copy(client, there));
            InputStream answers = there.getInputStream();
            forward(answers, client);
            if (!client.isOutputShutdown()) {
                cut(client);
            }
            // half closed: the client's data still reaches the server
            answers.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // one side closed first
        } finally {
            clients.remove(client);
        }
    }

    /** Until the bytes are used up, the server ends the connection or it is cut. */
    private void forward(InputStream answers, Socket client) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int left = bytes;
        while (left > 0) {
            int read = answers.read(buffer, 0, Math.min(left, BUFFER_BYTES));
            if (read < 0) {
                throw new IOException("the server ended the connection");
            }
            if (client.isOutputShutdown()) {
                return;
            }
            client.getOutputStream().write(buffer, 0, read);
            left -= read;
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket client : clients) {
            client.close();
        }
        threads.shutdownNow();
    }
}
