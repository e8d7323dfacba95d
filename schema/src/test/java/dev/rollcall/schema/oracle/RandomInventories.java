// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import dev.rollcall.schema.oracle.Inventory.Commit;
import dev.rollcall.schema.oracle.Inventory.Evaluation;
import dev.rollcall.schema.oracle.Inventory.Flake;
import dev.rollcall.schema.oracle.Inventory.Heartbeat;
import dev.rollcall.schema.oracle.Inventory.State;
import dev.rollcall.schema.oracle.Inventory.SystemRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Small inventories, dense in trouble; the same seed gives the same inventory.
 *
 * <p>All times lie on the same few minutes and all store paths and names in the same few, so that ties and chance
 * meetings are common. The unique keys of the tables hold.
 */
public final class RandomInventories {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int MINUTES = 16;
    private static final int STORE_PATHS = 8;

    /** More commits than the rules look at first. */
    private static final int LONG_HISTORY = 25;

    /** With pairs that differ only in case or in what a database's collation may overlook. */
    private static final List<String> HOSTNAMES =
            List.of("web", "Web", "WEB", "web-1", "web1", "web.example.org", "db", "db_1", "mail");

    private static final List<String> ALIASES = List.of("web-next", "db-next");
    private static final List<String> ENVIRONMENTS = List.of("production", "staging");

    private final SplittableRandom random;
    private final List<Flake> flakes = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();
    private final List<SystemRow> systems = new ArrayList<>();
    private final List<Evaluation> evaluations = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private final List<Heartbeat> heartbeats = new ArrayList<>();
    private final Set<List<Object>> usedKeys = new HashSet<>();
    private int lastId;

    private RandomInventories(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** An inventory of 1-3 flakes, mostly of few commits, 1-6 systems and what belongs to them. */
    public static Inventory generate(long seed) {
        return new RandomInventories(seed).inventory();
    }

    /** Four instants that ask for trouble: at, just before and just after some facts, and at the last of them. */
    public static List<Instant> instants(Inventory inventory, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        List<Instant> times = timesOf(inventory);
        Instant last = times.stream().max(Comparator.naturalOrder()).orElseThrow();
        // the later of two, because early instants see little but systems never deployed
        Supplier<Instant> time = () -> Stream.of(pick(times, random), pick(times, random))
                .max(Comparator.naturalOrder())
                .orElse(last);
        return List.of(time.get(), time.get().minusSeconds(1), time.get().plusSeconds(1), last);
    }

    private static List<Instant> timesOf(Inventory inventory) {
        List<Instant> times = Stream.of(
                        inventory.commits().stream().map(Commit::at),
                        inventory.evaluations().stream().flatMap(RandomInventories::timesOf),
                        inventory.states().stream().map(State::at),
                        inventory.heartbeats().stream().map(Heartbeat::at))
                .flatMap(stream -> stream)
                .toList();
        return times.isEmpty() ? List.of(START) : times;
    }

    private static Stream<Instant> timesOf(Evaluation evaluation) {
        return Stream.of(Optional.ofNullable(evaluation.scheduledAt()), Optional.ofNullable(evaluation.completedAt()))
                .flatMap(Optional::stream);
    }

    private Inventory inventory() {
        repeat(1, 3, this::addFlake);
        addCommits();
        repeat(1, 6, this::addSystem);
        repeat(0, 25, this::addEvaluation);
        systems.forEach(system -> repeat(0, 4, () -> addState(system.hostname(), system.flakeId())));
        repeat(0, 2, () -> addState(pick(HOSTNAMES), null));
        repeat(0, 8, () -> addHeartbeat(pick(HOSTNAMES)));
        systems.forEach(system -> repeat(0, 2, () -> addHeartbeat(system.hostname())));
        return new Inventory(flakes, commits, evaluations, systems, states, heartbeats);
    }

    private void addFlake() {
        int id = nextId();
        flakes.add(new Flake(id, "flake-" + id));
    }

    /** Of all flakes in one order, so that the ids of one have those of others between them. */
    private void addCommits() {
        List<Flake> next = new ArrayList<>();
        for (Flake flake : flakes) {
            if (chance(15)) {
                repeat(LONG_HISTORY, 2 * LONG_HISTORY, () -> next.add(flake));
            } else {
                repeat(0, 6, () -> next.add(flake));
            }
        }
        while (!next.isEmpty()) {
            addCommit(next.remove(random.nextInt(next.size())));
        }
    }

    private void addCommit(Flake flake) {
        int id = nextId();
        // a fork has commits of its origin
        String hash = chance(10) && !commits.isEmpty() ? pick(commits).hash() : hash(id);
        if (isUnused("commit", flake.id(), hash)) {
            commits.add(new Commit(id, flake.id(), hash, time()));
        }
    }

    private void addSystem() {
        String hostname = pick(HOSTNAMES);
        if (!isUnused("system", hostname)) {
            return;
        }
        Integer flakeId = chance(10) ? null : Integer.valueOf(pick(flakes).id());
        systems.add(new SystemRow(
                hostname,
                flakeId,
                chance(50) ? null : pick(ENVIRONMENTS),
                !chance(12),
                chance(15) ? pin(flakeId) : null,
                chance(12) ? alias() : null));
    }

    private String pin(@Nullable Integer flakeId) {
        List<Commit> own = commitsOf(flakeId);
        if (!own.isEmpty() && chance(75)) {
            return pick(own).hash();
        }
        return commits.isEmpty() || chance(50) ? hash(nextId()) : pick(commits).hash();
    }

    private String alias() {
        return chance(60) ? pick(ALIASES) : pick(HOSTNAMES);
    }

    private void addEvaluation() {
        SystemRow system = pick(systems);
        Integer commitId = commitId(system.flakeId());
        String type = chance(15) ? "package" : "nixos";
        String name = chance(85) ? evaluationName(system) : chance(50) ? pick(HOSTNAMES) : pick(ALIASES);
        if (!isUnused("evaluation", Optional.ofNullable(commitId), name, type)) {
            return;
        }
        String storePath = chance(35) ? null : storePath();
        evaluations.add(new Evaluation(
                nextId(),
                commitId,
                type,
                name,
                chance(20) ? null : "/nix/store/%032d-nixos-system-%s.drv".formatted(lastId, name),
                storePath,
                chance(40)
                        ? "dry-run-complete"
                        : pick(Arrays.asList(EvaluationStatus.values())).statusName(),
                chance(50) ? null : time(),
                chance(60) ? null : time()));
    }

    private @Nullable Integer commitId(@Nullable Integer flakeId) {
        if (commits.isEmpty() || chance(6)) {
            return null;
        }
        List<Commit> own = commitsOf(flakeId);
        return own.isEmpty() || chance(30) ? pick(commits).id() : pick(own).id();
    }

    private static String evaluationName(SystemRow system) {
        String alias = system.evaluationAlias();
        return alias == null ? system.hostname() : alias;
    }

    private void addState(String hostname, @Nullable Integer flakeId) {
        String storePath = chance(20) ? "/nix/store/built-by-hand" : storePath();
        Instant at = time();
        String revision = chance(45) ? null : revision(flakeId);
        if (isUnused("state", hostname, at, storePath)) {
            states.add(new State(nextId(), hostname, storePath, revision, at));
        }
    }

    private String revision(@Nullable Integer flakeId) {
        List<Commit> own = commitsOf(flakeId);
        if (commits.isEmpty() || chance(15)) {
            return hash(nextId());
        }
        String hash =
                own.isEmpty() || chance(20) ? pick(commits).hash() : pick(own).hash();
        return chance(20) ? hash + "-dirty" : hash;
    }

    private void addHeartbeat(String hostname) {
        // some are long ago: a day or more is looked for in another way where heartbeats belong to states
        Instant at = time().minus(Duration.ofDays(chance(70) ? 0 : random.nextInt(1, 4)));
        if (isUnused("heartbeat", hostname, at)) {
            heartbeats.add(new Heartbeat(nextId(), hostname, at));
        }
    }

    private List<Commit> commitsOf(@Nullable Integer flakeId) {
        return commits.stream()
                .filter(commit -> flakeId != null && commit.flakeId() == flakeId)
                .toList();
    }

    private boolean isUnused(Object... key) {
        return usedKeys.add(List.of(key));
    }

    /** With gaps, so that nothing can lean on ids that count from one. */
    private int nextId() {
        lastId += random.nextInt(1, 4);
        return lastId;
    }

    private static String hash(int id) {
        return "%04x".formatted(id).repeat(10);
    }

    private String storePath() {
        return "/nix/store/closure-" + random.nextInt(STORE_PATHS);
    }

    private Instant time() {
        return START.plusSeconds(60L * random.nextInt(MINUTES));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> choices) {
        return pick(choices, random);
    }

    private static <T> T pick(List<T> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void repeat(int least, int most, Runnable action) {
        int times = random.nextInt(least, most + 1);
        for (int i = 0; i < times; i++) {
            action.run();
        }
    }
}
