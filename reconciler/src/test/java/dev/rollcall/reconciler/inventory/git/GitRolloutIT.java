// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.inventory.FileKind;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rollout of commits of a real repository, compared with what git says of it. A host's closure is the object id of its
 * file, so that a commit, a merge or a revert builds for a host what git has there.
 */
class GitRolloutIT {

    private static final List<String> HOSTS = List.of("db", "edge", "mail", "web");
    /** Reports its revision only; the others are known by their closures. */
    private static final String EDGE = "edge";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private BranchProgram rollcall;
    private TestRepository repository;

    /** By host, the commit that it was deployed from. */
    private final Map<String, String> deployed = new TreeMap<>();

    private final Set<String> evaluated = new HashSet<>();
    private final List<Night> nights = new ArrayList<>();

    /** The branch of a night, newest first, and by host the commit that it had reached. */
    private record Night(String at, List<String> line, Map<String, String> reached) {}

    @BeforeEach
    void initialise() {
        assumeTrue(
                TestRepository.isGitThere(), "there is no git on this machine, so rollouts are not compared with it");
        POSTGRES.clear();
        rollcall = new BranchProgram(POSTGRES, folder);
        repository = TestRepository.init(folder.resolve("repository"));
    }

    @Test
    void should_agree_with_git_when_a_branch_has_merges_wrong_dates_a_revert_and_force_pushes() throws IOException {
        String first = change("2026-02-01T10:00:00Z", "db", "edge", "mail", "web");
        String second = change("2026-02-01T12:00:00Z", "web");
        deployed.putAll(Map.of("db", first, "edge", first, "web", first, "mail", second));
        night("2026-02-02T03:00:00Z");

        // a merge, and two systems deployed from the merged branch
        branch("side", first);
        String side = change("2026-02-02T05:00:00Z", "db");
        repository.git("checkout", "--quiet", "main");
        change("2026-02-02T06:00:00Z", "mail");
        String merge = merge("2026-02-02T07:00:00Z", "side");
        deployed.putAll(Map.of("db", side, "edge", side, "web", second));
        night("2026-02-03T03:00:00Z");

        // an octopus
        branch("one", merge);
        change("2026-02-03T05:00:00Z", "web");
        branch("two", merge);
        change("2026-02-03T06:00:00Z", "edge");
        repository.git("checkout", "--quiet", "main");
        String octopus = merge("2026-02-03T07:00:00Z", "one", "two");
        deployed.putAll(Map.of("web", octopus, "edge", merge));
        night("2026-02-04T03:00:00Z");

        // a criss-cross, with a commit dated before its parent and a merge dated by a wrong clock
        branch("cross", octopus);
        change("2026-02-04T05:00:00Z", "db");
        repository.git("checkout", "--quiet", "main");
        change("2026-02-04T05:00:00Z", "web");
        String backdated = change("2026-01-15T00:00:00Z", "mail");
        String misdated = merge("2084-01-01T00:00:00Z", "cross");
        repository.git("checkout", "--quiet", "cross");
        merge("2026-02-04T06:00:00Z", backdated);
        change("2026-02-04T07:00:00Z", "edge");
        repository.git("checkout", "--quiet", "main");
        change("2026-02-04T08:00:00Z", "web");
        String cross = merge("2026-02-04T09:00:00Z", "cross");
        deployed.putAll(Map.of("mail", backdated, "edge", misdated));
        night("2026-02-05T03:00:00Z");

        String reverted = change("2026-02-05T05:00:00Z", "web");
        change("2026-02-05T06:00:00Z", "mail");
        repository.git("revert", "--no-commit", reverted);
        String head = repository.commit("revert", "2026-02-05T07:00:00Z");
        deployed.putAll(Map.of("web", cross, "edge", cross, "mail", reverted));
        night("2026-02-06T03:00:00Z");

        repository.git("reset", "--quiet", "--hard", misdated);
        String rewritten = change("2026-02-06T05:00:00Z", "mail", "edge");
        deployed.put("mail", rewritten);
        night("2026-02-07T03:00:00Z");

        repository.git("reset", "--quiet", "--hard", head);
        change("2026-02-07T05:00:00Z", "db");
        deployed.put("db", cross);
        night("2026-02-08T03:00:00Z");

        Night last = nights.get(nights.size() - 1);
        List<String> listed = new ArrayList<>();
        for (JsonNode row : json("--flake", "infra").get("commits")) {
            String commit = row.get("commit").asString();
            listed.add(commit);
            JsonNode curve = json(commit);
            assertThat(points(curve)).as(subject(commit)).isEqualTo(expectedPoints(commit));
            assertThat(missing(curve)).as(subject(commit)).isEqualTo(expectedMissing(last, commit));
            for (String key : row.propertyNames()) {
                assertThat(curve.get(key)).as(key).isEqualTo(row.get(key));
            }
        }
        assertThat(listed).isEqualTo(last.line());
        JsonNode withdrawn = json(rewritten);
        assertThat(points(withdrawn)).isEqualTo(expectedPoints(rewritten)).hasSize(1);
        assertThat(withdrawn.get("withdrawn_at").asString()).isEqualTo("2026-02-08T03:00:00Z");
        assertThat(missing(withdrawn)).isEmpty();
        assertThat(rollcall.run(last.at(), "rollout", side).err()).startsWith("error[unknown-commit]");
    }

    private String change(String time, String... hosts) throws IOException {
        for (String host : hosts) {
            Files.writeString(repository.folder().resolve(host), host + " since " + time);
        }
        repository.git("add", ".");
        return repository.commit("change " + String.join(" ", hosts), time);
    }

    private void branch(String name, String from) {
        repository.git("checkout", "--quiet", "-b", name, from);
    }

    private String merge(String time, String... branches) {
        List<String> command = new ArrayList<>(List.of("merge", "--quiet", "--no-ff", "--no-commit"));
        command.addAll(List.of(branches));
        repository.git(command.toArray(String[]::new));
        return repository.commit("merge " + String.join(" ", branches), time);
    }

    /** Pushes, evaluates the commits that are new on the branch, deploys, and runs. */
    private void night(String at) {
        List<String> line =
                repository.git("log", "--first-parent", "--format=%H").lines().toList();
        List<String> evaluations = new ArrayList<>();
        for (String commit : line) {
            if (evaluated.add(commit)) {
                HOSTS.forEach(host -> evaluations.add(evaluation(commit, host, at)));
            }
        }
        Map<String, String> reached = new HashMap<>();
        List<String> states = new ArrayList<>();
        deployed.forEach((host, commit) -> {
            states.add("""
                    {"hostname": "%s", "store_path": "%s", "configuration_revision": "%s", "timestamp": "%s"}""".formatted(
                            host, host.equals(EDGE) ? path(host, "0".repeat(32)) : closure(commit, host), commit, at));
            String newest =
                    host.equals(EDGE) ? leftAloneSince(commit, line) : newestWith(closure(commit, host), host, line);
            if (newest != null) {
                reached.put(host, newest);
            }
        });
        nights.add(new Night(at, line, reached));
        rollcall.take(at, repository);
        lines(
                at,
                FileKind.SYSTEMS,
                HOSTS.stream().map(host -> """
                {"hostname": "%s", "flake": "infra"}""".formatted(host)).toList());
        lines(at, FileKind.EVALS, evaluations);
        lines(at, FileKind.STATES, states);
        Outcome run = rollcall.run(at, "run", "--as-of", at, "--out", "report");
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private void lines(String at, FileKind kind, List<String> lines) {
        Outcome outcome = rollcall.takeLines(at, kind, lines.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    /** The newest commit on the branch that has for the host what it runs. */
    private @Nullable String newestWith(String closure, String host, List<String> line) {
        return line.stream()
                .filter(commit -> closure(commit, host).equals(closure))
                .findFirst()
                .orElse(null);
    }

    /** The last commit before the first on the branch that changes the host's file; null for a commit that is not on it. */
    private @Nullable String leftAloneSince(String commit, List<String> line) {
        if (!line.contains(commit)) {
            return null;
        }
        List<String> changes = repository
                .git("log", "--first-parent", "--format=%H", commit + "..HEAD", "--", EDGE)
                .lines()
                .toList();
        return changes.isEmpty() ? line.get(0) : repository.hash(changes.get(changes.size() - 1) + "^1");
    }

    /** The nights of the last stay on the branch. */
    private List<String> expectedPoints(String commit) {
        List<String> points = new ArrayList<>();
        boolean wasOnBranch = false;
        for (Night night : nights) {
            boolean isOnBranch = night.line().contains(commit);
            if (isOnBranch && !wasOnBranch) {
                points.clear();
            }
            if (isOnBranch) {
                int reached = HOSTS.size() - expectedMissing(night, commit).size();
                points.add(night.at() + " " + reached + "/" + HOSTS.size());
            }
            wasOnBranch = isOnBranch;
        }
        return points;
    }

    private List<String> expectedMissing(Night night, String commit) {
        return HOSTS.stream()
                .filter(host -> !isAncestor(commit, night.reached().get(host)))
                .toList();
    }

    private boolean isAncestor(String commit, @Nullable String descendant) {
        return descendant != null
                && Objects.equals(
                        repository.git("merge-base", commit, descendant).strip(), commit);
    }

    private JsonNode json(String... options) {
        List<String> command = new ArrayList<>(List.of("rollout"));
        command.addAll(List.of(options));
        command.addAll(List.of("--format", "json"));
        Outcome outcome = rollcall.run(nights.get(nights.size() - 1).at(), command.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return JsonMapper.shared().readTree(outcome.out());
    }

    private static List<String> points(JsonNode curve) {
        List<String> points = new ArrayList<>();
        curve.get("nights")
                .forEach(night -> points.add(night.get("as_of").asString() + " "
                        + night.get("reached").asInt() + "/"
                        + night.get("systems").asInt()));
        return points;
    }

    private static List<String> missing(JsonNode curve) {
        List<String> missing = new ArrayList<>();
        curve.get("missing")
                .forEach(system -> missing.add(system.get("hostname").asString()));
        return missing;
    }

    private String subject(String commit) {
        return repository.git("log", "-1", "--format=%h %s", commit).strip();
    }

    private String evaluation(String commit, String host, String at) {
        String closure = closure(commit, host);
        String outputs = host.equals(EDGE) ? "" : ", \"outputs\": {\"out\": \"" + closure + "\"}";
        return """
                {"commit": "%s", "flake": "infra", "attr": "%s", "name": "x", "system": "x86_64-linux", "evaluatedAt": "%s", "drvPath": "%s.drv"%s}""".formatted(commit, host, at, closure, outputs);
    }

    private String closure(String commit, String host) {
        return path(host, repository.hash(commit + ":" + host).substring(0, 32).replace('e', 'z'));
    }

    private static String path(String host, String hash) {
        return "/nix/store/" + hash + "-nixos-system-" + host + "-25.11";
    }
}
