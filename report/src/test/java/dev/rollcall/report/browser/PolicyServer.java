// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves an archive with the same policy as Jenkins. */
final class PolicyServer implements AutoCloseable {

    private static final String POLICY = "sandbox; default-src 'none'; img-src 'self'; style-src 'self'";

    private final HttpServer server;

    private PolicyServer(HttpServer server) {
        this.server = server;
    }

    static PolicyServer of(Path folder) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, folder));
        server.start();
        return new PolicyServer(server);
    }

    String url(Path path) {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/" + path;
    }

    private static void answer(HttpExchange exchange, Path folder) throws IOException {
        try (exchange) {
            Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
            if (!Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] bytes = Files.readAllBytes(file);
            exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
            exchange.getResponseHeaders()
                    .set("Content-Type", file.toString().endsWith(".css") ? "text/css" : "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
