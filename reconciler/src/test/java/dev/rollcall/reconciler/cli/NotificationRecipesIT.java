// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The notifications of docs/recipes, as commands of --on-change, with a local listener instead of the services. */
class NotificationRecipesIT {

    private static final Path RECIPES =
            Path.of("..", "docs", "recipes").toAbsolutePath().normalize();
    private static final JsonMapper JSON = new JsonMapper();
    private static final String HOSTILE = "evil\n.\nBcc: you@example.org <!channel> \u202e\"$(id)`id`'";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer listener = listener();

    private record Request(String line, String authorization, String body) {}

    @BeforeEach
    void aSystemThatChanges() {
        assumeThat(List.of("jq", "curl")).allMatch(NotificationRecipesIT::isThere);
        listener.createContext("/", this::take);
        listener.start();
        POSTGRES.clear();
        new Fleet(POSTGRES.dsl())
                .flake("infra")
                .commit("infra", "a", 1)
                .system(HOSTILE, "infra")
                .evaluation("infra", "a", HOSTILE, "x-a")
                .state(HOSTILE, "x-a", 20);
        rollcall(10, "true");
    }

    @AfterEach
    void stop() {
        listener.stop(0);
    }

    @Test
    void should_post_to_a_webhook_of_slack_without_a_mention_when_something_changed() {
        Outcome run =
                rollcall(30, "SLACK_WEBHOOK_URL=" + address() + "/services/T/B/secret " + RECIPES + "/notify-slack");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).line()).isEqualTo("POST /services/T/B/secret");
        JsonNode message = JSON.readTree(requests.get(0).body());
        assertThat(message.get("text").asString())
                .startsWith("1 systems as of 2026-01-02T06:00:00Z: 1 Up to Date")
                .contains("Offline (never-deployed) -&gt; Up to Date (runs-newest)")
                .contains("evil?.?Bcc: you@example.org &lt;!channel&gt; ?")
                .doesNotContain("<", "\u202e");
    }

    @Test
    void should_post_to_a_room_of_matrix_when_something_changed() {
        Outcome run = rollcall(
                30,
                "MATRIX_SERVER=" + address() + " MATRIX_ROOM='!room:example.org' MATRIX_TOKEN=secret " + RECIPES
                        + "/notify-matrix");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).line())
                .matches("PUT /_matrix/client/v3/rooms/(!|%21)room%3Aexample.org/send/m.room.message/rollcall-1-2-.*");
        assertThat(requests.get(0).authorization()).isEqualTo("Bearer secret");
        JsonNode message = JSON.readTree(requests.get(0).body());
        assertThat(message.get("msgtype").asString()).isEqualTo("m.notice");
        assertThat(message.get("m.mentions").isEmpty()).isTrue();
        assertThat(message.get("body").asString()).contains("evil?.?Bcc:");
    }

    @Test
    void should_send_one_mail_when_something_changed() throws IOException {
        Path sendmail = folder.resolve("sendmail");
        Files.writeString(sendmail, "#!/bin/sh\necho \"$@\" > arguments; cat > mail\n");
        assertThat(sendmail.toFile().setExecutable(true)).isTrue();

        Outcome run = rollcall(30, "SENDMAIL=" + sendmail + " " + RECIPES + "/notify-mail ops@example.org");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(folder.resolve("arguments")).hasContent("-i -t");
        assertThat(Files.readAllLines(folder.resolve("mail")))
                .startsWith(
                        "To: ops@example.org",
                        "Subject: Rollcall: 1 systems as of 2026-01-02T06:00:00Z: 1 Up to Date, 0 Outdated, 0 Unknown"
                                + " State, 0 Offline")
                .noneMatch(line -> line.startsWith("Bcc:") || line.equals("."))
                .anyMatch(line -> line.startsWith("  evil?.?Bcc:"));
    }

    @Test
    void should_report_it_when_the_service_refuses() {
        Outcome run = rollcall(30, "SLACK_WEBHOOK_URL=" + address() + "/refused " + RECIPES + "/notify-slack");

        assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(run.err())
                .startsWith("error[on-change-failed]: ")
                .contains("404")
                .doesNotContain("/refused");
    }

    private Outcome rollcall(int hour, String command) {
        return RollcallProgram.in(folder, Fleet.hour(hour))
                .on(POSTGRES.settings())
                .run("run", "--stale-after", "9999d", "--on-change", command);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new Request(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/refused") ? 404 : 200, -1);
        }
    }

    private String address() {
        return "http://localhost:" + listener.getAddress().getPort();
    }

    private static HttpServer listener() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }
}
