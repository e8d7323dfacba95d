// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.Evaluation;
import dev.rollcall.schema.oracle.Inventory.Flake;
import dev.rollcall.schema.oracle.Inventory.Heartbeat;
import dev.rollcall.schema.oracle.Inventory.Import;
import dev.rollcall.schema.oracle.Inventory.State;
import dev.rollcall.schema.oracle.Inventory.SystemRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Small inventories, dense in edge cases; the same seed gives the same inventory.
 *
 * <p>All times are within the same few minutes, and all store paths and names are from the same few, so that ties and
 * coincidences are common. The unique keys of the tables hold.
 */
public final class RandomInventories {
    private static final int STORE_PATHS = 8;

    /** With pairs that differ only in case or in what a collation may ignore. */
    private static final List<String> HOSTNAMES =
            List.of("web", "Web", "WEB", "web-1", "web1", "web.example.org", "db", "db_1", "mail");

    private static final List<String> ALIASES = List.of("web-next", "db-next");
    private static final List<String> ENVIRONMENTS = List.of("production", "staging");
    private static final List<String> ERRORS = List.of("error: timeout", "error: no such attribute", "Error: ß");

    private final Chance chance;
    /** Apart, so that all else of a seed stays as it was. */
    private final Chance reboots;

    private final List<Flake> flakes = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();
    private final List<Import> imports = new ArrayList<>();
    /** The commits that imports made known; others exist only in git. */
    private final List<Commit> known = new ArrayList<>();

    private final List<SystemRow> systems = new ArrayList<>();
    private final List<Evaluation> evaluations = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private final List<Heartbeat> heartbeats = new ArrayList<>();
    private final Set<List<Object>> usedKeys = new HashSet<>();
    private int lastId;

    private RandomInventories(long seed) {
        this.chance = new Chance(seed);
        this.reboots = new Chance(seed ^ Long.MIN_VALUE);
    }

    /** An inventory of 1-3 flakes, mostly with few commits, and 1-6 systems. */
    public static Inventory generate(long seed) {
        return new RandomInventories(seed).inventory();
    }

    /** Four critical times: at, just before and just after some facts, and at the last of them. */
    public static List<Instant> instants(Inventory inventory, long seed) {
        Chance chance = new Chance(~seed);
        List<Instant> times = timesOf(inventory);
        Instant last = times.stream().max(Comparator.naturalOrder()).orElseThrow();
        // the later of two, because early on most systems have never been deployed
        Supplier<Instant> time = () -> Stream.of(chance.oneOf(times), chance.oneOf(times))
                .max(Comparator.naturalOrder())
                .orElse(last);
        return List.of(time.get(), time.get().minusSeconds(1), time.get().plusSeconds(1), last);
    }

    private static List<Instant> timesOf(Inventory inventory) {
        List<Instant> times = Stream.of(
                        inventory.commits().stream().map(Commit::at),
                        inventory.imports().stream().map(Import::at),
                        inventory.evaluations().stream().flatMap(RandomInventories::timesOf),
                        inventory.states().stream().map(State::at),
                        inventory.heartbeats().stream().map(Heartbeat::at))
                .flatMap(stream -> stream)
                .toList();
        return times.isEmpty() ? List.of(Chance.START) : times;
    }

    private static Stream<Instant> timesOf(Evaluation evaluation) {
        return Stream.of(Optional.ofNullable(evaluation.scheduledAt()), Optional.ofNullable(evaluation.completedAt()))
                .flatMap(Optional::stream);
    }

    private Inventory inventory() {
        chance.repeat(1, 3, this::addFlake);
        chance.repeat(1, 6, this::addSystem);
        chance.repeat(0, 40, this::addEvaluation);
        systems.forEach(
                system -> chance.repeat(chance.of(15) ? 0 : 1, 4, () -> addState(system.hostname(), system.flakeId())));
        chance.repeat(0, 2, () -> addState(chance.oneOf(HOSTNAMES), null));
        chance.repeat(0, 8, () -> addHeartbeat(chance.oneOf(HOSTNAMES)));
        systems.forEach(system -> chance.repeat(0, 2, () -> addHeartbeat(system.hostname())));
        return new Inventory(flakes, commits, imports, evaluations, systems, states, heartbeats);
    }

    private void addFlake() {
        int id = nextId();
        flakes.add(new Flake(id, "flake-" + id));
        Set<Integer> usedIds = new HashSet<>();
        commits.forEach(commit -> usedIds.add(commit.id()));
        RandomHistory history = new RandomHistory(chance, id, usedIds, List.copyOf(commits));
        commits.addAll(history.commits());
        imports.addAll(history.imports());
        Set<Integer> imported = RandomHistory.known(history.imports());
        history.commits().stream()
                .filter(commit -> imported.contains(commit.id()))
                .forEach(known::add);
    }

    private void addSystem() {
        String hostname = chance.oneOf(HOSTNAMES);
        if (!isUnused("system", hostname)) {
            return;
        }
        Integer flakeId =
                chance.of(10) ? null : Integer.valueOf(chance.oneOf(flakes).id());
        systems.add(new SystemRow(
                hostname,
                flakeId,
                chance.of(50) ? null : chance.oneOf(ENVIRONMENTS),
                chance.of(70) ? null : "ops",
                !chance.of(12),
                chance.of(15) ? pin(flakeId) : null,
                chance.of(10),
                chance.of(12) ? alias() : null));
    }

    private String pin(@Nullable Integer flakeId) {
        List<Commit> own = commitsOf(flakeId);
        if (!own.isEmpty() && chance.of(75)) {
            return chance.oneOf(own).hash();
        }
        return commits.isEmpty() || chance.of(50)
                ? unknownHash()
                : chance.oneOf(commits).hash();
    }

    private String alias() {
        return chance.of(60) ? chance.oneOf(ALIASES) : chance.oneOf(HOSTNAMES);
    }

    private void addEvaluation() {
        SystemRow system = chance.oneOf(systems);
        Integer commitId = commitId(system.flakeId());
        String type = chance.of(12) ? "package" : "nixos";
        String name = chance.of(85)
                ? evaluationName(system)
                : chance.of(50) ? chance.oneOf(HOSTNAMES) : chance.oneOf(ALIASES);
        EvaluationStatus status =
                chance.of(35) ? EvaluationStatus.DRY_RUN_COMPLETE : chance.oneOf(List.of(EvaluationStatus.values()));
        // few, so that one commit and name has several recipes, and several commits share one
        String drvPath =
                chance.of(30) ? null : "/nix/store/%032d-nixos-system-%s.drv".formatted(chance.between(1, 3), name);
        String storePath = chance.of(35) ? null : storePath();
        String error = chance.of(status.outcome().isFailure() ? 75 : 10) ? chance.oneOf(ERRORS) : null;
        if (chance.of(20)) {
            // not recorded yet, or never
            status = EvaluationStatus.DRY_RUN_PENDING;
            drvPath = null;
            storePath = null;
        }
        String recipe = drvPath != null ? drvPath : Objects.requireNonNullElse(error, "");
        if (!isUnused("evaluation", Optional.ofNullable(commitId), name, type, recipe)) {
            return;
        }
        evaluations.add(new Evaluation(
                nextId(),
                commitId,
                type,
                name,
                drvPath,
                storePath,
                status.statusName(),
                chance.of(60) ? null : chance.time(),
                chance.of(70) ? null : chance.time(),
                error));
    }

    private @Nullable Integer commitId(@Nullable Integer flakeId) {
        if (known.isEmpty() || chance.of(4)) {
            return null;
        }
        List<Commit> own = knownOf(flakeId);
        if (own.isEmpty() || chance.of(15)) {
            return chance.oneOf(known).id();
        }
        // often of a late commit, because those matter most
        return chance.of(40) ? own.get(own.size() - 1).id() : chance.oneOf(own).id();
    }

    private static String evaluationName(SystemRow system) {
        String alias = system.evaluationAlias();
        return alias == null ? system.hostname() : alias;
    }

    private void addState(String hostname, @Nullable Integer flakeId) {
        String storePath = chance.of(30) ? "/nix/store/built-by-hand" : storePath();
        Instant at = chance.time();
        String revision = chance.of(35) ? null : revision(flakeId);
        if (isUnused("state", hostname, at, storePath)) {
            states.add(new State(nextId(), hostname, storePath, revision, at, reboots.of(25) ? null : reboots.of(60)));
        }
    }

    /** Full, short, too short, in capitals, dirty, of another flake, of an unimported commit, or of none. */
    private String revision(@Nullable Integer flakeId) {
        List<Commit> own = commitsOf(flakeId);
        if (commits.isEmpty() || chance.of(12)) {
            return chance.of(80) ? unknownHash() : "v1.2";
        }
        String hash = own.isEmpty() || chance.of(20)
                ? chance.oneOf(commits).hash()
                : chance.oneOf(own).hash();
        int digits = chance.of(60) ? 40 : chance.oneOf(List.of(6, 7, 8, 38, 39, 40));
        String named = chance.of(15) ? hash.substring(0, digits).toUpperCase(Locale.ROOT) : hash.substring(0, digits);
        return chance.of(12) ? named + "-dirty" : named;
    }

    private void addHeartbeat(String hostname) {
        // some are a day or more old, which has a separate code path if heartbeats belong to states
        Instant at = chance.time().minus(Duration.ofDays(chance.of(70) ? 0 : chance.between(1, 3)));
        if (isUnused("heartbeat", hostname, at)) {
            heartbeats.add(new Heartbeat(nextId(), hostname, at));
        }
    }

    private List<Commit> commitsOf(@Nullable Integer flakeId) {
        return of(flakeId, commits);
    }

    private List<Commit> knownOf(@Nullable Integer flakeId) {
        return of(flakeId, known);
    }

    private static List<Commit> of(@Nullable Integer flakeId, List<Commit> commits) {
        return commits.stream()
                .filter(commit -> flakeId != null && commit.flakeId() == flakeId)
                .toList();
    }

    private boolean isUnused(Object... key) {
        return usedKeys.add(Arrays.asList(key));
    }

    /** With gaps, so that nothing relies on consecutive ids. */
    private int nextId() {
        lastId += chance.between(1, 3);
        return lastId;
    }

    private String unknownHash() {
        return "%04x".formatted(nextId()).repeat(10);
    }

    private String storePath() {
        return "/nix/store/closure-" + chance.between(0, STORE_PATHS - 1);
    }
}
