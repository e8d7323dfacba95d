// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

import dev.rollcall.reconciler.inventory.FileKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A line of an inventory file, and when it became known. */
record DemoFact(Instant at, FileKind kind, String line) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String BROKEN = "error: attribute 'nginxModule' missing\n       at modules/web.nix:42:7";

    static DemoFact flake(Instant at, String flake) {
        return of(
                at,
                FileKind.FLAKES,
                JSON.createObjectNode()
                        .put("name", flake)
                        .put("repo_url", "https://git.example.org/fleet/" + flake)
                        .put("branch", "main"));
    }

    static DemoFact commit(Instant at, String flake, String hash) {
        return of(
                at,
                FileKind.COMMITS,
                JSON.createObjectNode()
                        .put("flake", flake)
                        .put("git_commit_hash", hash)
                        .put("commit_timestamp", at.toString()));
    }

    static DemoFact system(Instant at, DemoHost host, boolean isActive) {
        return of(
                at,
                FileKind.SYSTEMS,
                JSON.createObjectNode()
                        .put("hostname", host.hostname())
                        .put("flake", host.flake())
                        .put("environment", host.environment())
                        .put("owner", host.owner())
                        .put("is_active", isActive));
    }

    static DemoFact evaluation(DemoHost host, DemoEvaluation evaluation) {
        ObjectNode line = attribute(host)
                .put("commit", evaluation.commit())
                .put("evaluatedAt", evaluation.completed().toString())
                .put("drvPath", evaluation.storePath() + ".drv");
        line.putObject("outputs").put("out", evaluation.storePath());
        return of(evaluation.completed(), FileKind.EVALS, line);
    }

    static DemoFact failedEvaluation(Instant at, DemoHost host, String commit) {
        return of(
                at,
                FileKind.EVALS,
                attribute(host)
                        .put("commit", commit)
                        .put("evaluatedAt", at.toString())
                        .put("error", BROKEN));
    }

    static DemoFact state(
            Instant at, DemoHost host, String storePath, @Nullable String revision, @Nullable DemoBoot boot) {
        ObjectNode line = JSON.createObjectNode()
                .put("hostname", host.hostname())
                .put("store_path", storePath)
                .put("timestamp", at.toString())
                .put("configuration_revision", revision)
                .put("change_reason", "config_change");
        if (boot != null) {
            line.put("booted_store_path", boot.storePath()).put("reboot_needed", boot.isOutdated());
        }
        return of(at, FileKind.STATES, line);
    }

    static DemoFact heartbeat(Instant at, DemoHost host) {
        return of(
                at,
                FileKind.HEARTBEATS,
                JSON.createObjectNode().put("hostname", host.hostname()).put("timestamp", at.toString()));
    }

    /** What is inside of what an evaluation builds. */
    static DemoFact closure(DemoEvaluation evaluation, List<String> names) {
        ObjectNode line = JSON.createObjectNode().put("store_path", evaluation.storePath());
        ArrayNode paths = line.putArray("paths");
        names.forEach(
                name -> paths.addObject().put("path", DemoNames.storePath(name)).put("narSize", size(name)));
        return of(evaluation.completed(), FileKind.CLOSURES, line);
    }

    /** What a scanner finds in a closure. */
    static DemoFact scan(Instant at, String storePath, Instant databaseAt, List<DemoScanner.Found> found) {
        ObjectNode line = JSON.createObjectNode()
                .put("store_path", storePath)
                .put("scanner", "vulnix")
                .put("scanner_version", "1.12.3")
                .put("database_at", databaseAt.toString())
                .put("scanned_at", at.toString());
        ArrayNode advisories = line.putArray("advisories");
        found.forEach(each -> advisories
                .addObject()
                .put("id", each.id())
                .put("package", each.affected().name())
                .put("version", each.affected().version())
                .put("score", each.score()));
        return of(at, FileKind.ADVISORIES, line);
    }

    /** Up to 64 MiB, the same for a name always. */
    private static long size(String name) {
        return 1 + Math.floorMod(name.hashCode() * 0x9E3779B1L, 1L << 26);
    }

    private static ObjectNode attribute(DemoHost host) {
        ObjectNode line = JSON.createObjectNode().put("attr", host.hostname());
        line.putArray("attrPath").add(host.hostname());
        return line;
    }

    private static DemoFact of(Instant at, FileKind kind, ObjectNode line) {
        return new DemoFact(at, kind, line.toString());
    }
}
