// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

import dev.rollcall.reconciler.demo.DemoHost.Part;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Generates what happens to the fleet, day by day: commits, evaluations, deployments, heartbeats, and the special
 * stories of some machines.
 *
 * <p>The result is facts, dated lines of inventory files; Rollcall itself has to interpret them.
 */
final class DemoStory {

    /** Days before the first night, so that the first snapshot finds a working fleet. */
    private static final int DAYS_BEFORE = 14;

    /** From this night on commits fail to evaluate for the web servers, until someone fixes them. */
    private static final double BROKEN_FROM = 0.62;

    private static final double BROKEN_TO = 0.68;
    private static final double STUCK_FROM = 0.75;
    private static final double NEWCOMERS_AT = 0.4;
    private static final double LEAVER_AT = 0.55;
    private static final double SILENT_FROM = 0.9;

    /** What takes the heartbeats loses nearly all of them for some nights. */
    private static final double LOST_FROM = 0.72;

    private static final double LOST_TO = 0.78;
    private static final double REBUILT_AT = 0.93;
    private static final double RESTARTED_TO = 0.8;

    /** The key of a flake's kernels among its versions. */
    private static final String KERNEL = "/kernel";

    /** Nobody has installed a newer reporter there, so these machines don't say whether they need a reboot. */
    private static final String OLD_REPORTERS = "edge";

    /** More than a day's evaluations, so that one was completed before any deployment. */
    private static final int EVALUATIONS_IN_MIND = 4;

    private final DemoOptions options;
    private final SplittableRandom random;
    private final List<DemoHost> hosts;
    private final List<DemoFact> facts = new ArrayList<>();

    /**
     * The version of each role's files, by flake and role; a commit that does not change them builds the same closure.
     */
    private final Map<String, Integer> versions = new HashMap<>();

    /** The names of the store paths of each closure that was built. */
    private final Map<String, List<String>> contents = new HashMap<>();

    private final DemoScanner scanner = new DemoScanner();

    /** What each machine could deploy: its newest successful evaluations, newest first. */
    private final Map<String, Deque<DemoEvaluation>> deployable = new HashMap<>();

    private final Map<String, String> running = new HashMap<>();
    private final Map<String, DemoBoot> boots = new HashMap<>();

    /** What each machine ran before that. */
    private final Map<String, DemoEvaluation> before = new HashMap<>();

    private final Map<String, DemoEvaluation> deployed = new HashMap<>();

    private DemoStory(DemoOptions options) {
        this.options = options;
        this.random = new SplittableRandom(options.seed());
        this.hosts = DemoFleet.of(options.systems());
    }

    /** All facts in order of time. */
    static List<DemoFact> of(DemoOptions options) {
        DemoStory story = new DemoStory(options);
        Instant day = options.night(0).truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(DAYS_BEFORE));
        story.register(day);
        while (day.isBefore(options.lastNight())) {
            story.live(day);
            day = day.plus(Duration.ofDays(1));
        }
        story.facts.sort(Comparator.comparing(DemoFact::at));
        return story.facts;
    }

    private void register(Instant day) {
        hosts.stream().map(DemoHost::flake).distinct().forEach(flake -> facts.add(DemoFact.flake(day, flake)));
        for (DemoHost host : hosts) {
            Instant at = host.part() == Part.NEWCOMER ? moment(NEWCOMERS_AT) : day;
            facts.add(DemoFact.system(at, host, true));
            if (host.part() == Part.LEAVER) {
                facts.add(DemoFact.system(moment(LEAVER_AT), host, false));
            }
        }
    }

    private void live(Instant day) {
        OffsetDateTime date = day.atOffset(ZoneOffset.UTC);
        boolean isWorkday = date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY;
        hosts.stream().map(DemoHost::flake).distinct().forEach(flake -> commit(flake, day, isWorkday));
        hosts.forEach(host -> deploy(host, date, isWorkday));
        hosts.forEach(host -> beat(host, day));
        scan(day.plus(Duration.ofHours(25)));
    }

    /** Each night before the job, what runs and what was built last. */
    private void scan(Instant at) {
        if (at.isBefore(options.night(options.firstScanned()).minus(Duration.ofHours(12)))) {
            return;
        }
        Duration past = Duration.between(options.night(0), at.plus(Duration.ofHours(1)));
        Duration all = Duration.between(options.night(0), options.lastNight());
        scanner.update((double) past.toSeconds() / Math.max(1, all.toSeconds()), contents.values());
        Set<String> closures = new TreeSet<>(running.values());
        deployable.values().forEach(newest -> closures.add(newest.getFirst().storePath()));
        closures.retainAll(contents.keySet());
        closures.forEach(closure -> facts.add(DemoFact.scan(
                at, closure, at.minus(Duration.ofHours(4)), scanner.scan(contents.getOrDefault(closure, List.of())))));
    }

    private void commit(String flake, Instant day, boolean isWorkday) {
        int commits = isWorkday ? 1 + random.nextInt(2) : random.nextInt(4) == 0 ? 1 : 0;
        int minute = 8 * 60;
        for (int i = 0; i < commits; i++) {
            minute += random.nextInt(4 * 60) + 1;
            Instant at = day.plus(Duration.ofMinutes(minute));
            String hash = DemoNames.commit(random);
            touch(flake);
            facts.add(DemoFact.commit(at, flake, hash));
            hosts.stream()
                    .filter(host -> host.flake().equals(flake) && isThere(host, at))
                    .forEach(host -> evaluate(host, hash, at));
        }
    }

    /** One commit in four updates nixpkgs and so every machine; the others change one role. */
    private void touch(String flake) {
        List<String> roles = hosts.stream()
                .filter(host -> host.flake().equals(flake))
                .map(DemoHost::role)
                .distinct()
                .toList();
        boolean isAll = random.nextInt(4) == 0;
        String touched = roles.get(random.nextInt(roles.size()));
        if (isAll) {
            versions.merge(flake + KERNEL, 1, Integer::sum);
        }
        for (String role : roles) {
            if (isAll || role.equals(touched)) {
                versions.merge(flake + "/" + role, 1, Integer::sum);
            }
        }
    }

    private void evaluate(DemoHost host, String hash, Instant at) {
        Instant completed = at.plus(Duration.ofMinutes(2 + random.nextInt(20)));
        boolean isBroken =
                host.role().equals("web") && at.isAfter(moment(BROKEN_FROM)) && at.isBefore(moment(BROKEN_TO));
        if (isBroken) {
            facts.add(DemoFact.failedEvaluation(completed, host, hash));
            return;
        }
        int version = versions.getOrDefault(host.flake() + "/" + host.role(), 0);
        DemoEvaluation evaluation = new DemoEvaluation(
                hash,
                DemoNames.closure(host.hostname(), version),
                versions.getOrDefault(host.flake() + KERNEL, 0),
                completed);
        facts.add(DemoFact.evaluation(host, evaluation));
        if (!contents.containsKey(evaluation.storePath())) {
            List<String> names = DemoPackages.of(host.role(), versions.getOrDefault(host.flake() + KERNEL, 0), version);
            contents.put(evaluation.storePath(), names);
            facts.add(DemoFact.closure(evaluation, names));
        }
        Deque<DemoEvaluation> newest = deployable.computeIfAbsent(host.hostname(), name -> new ArrayDeque<>());
        newest.addFirst(evaluation);
        if (newest.size() > EVALUATIONS_IN_MIND) {
            newest.removeLast();
        }
    }

    private void deploy(DemoHost host, OffsetDateTime date, boolean isWorkday) {
        Instant at = deployment(host, date, isWorkday);
        if (at == null || !isDeploying(host, at)) {
            return;
        }
        if (host.part() == Part.SET_BACK && at.isAfter(options.lastNight().minus(Duration.ofDays(1)))) {
            DemoEvaluation earlier = before.get(host.hostname());
            if (earlier != null) {
                facts.add(state(host, earlier, at));
            }
            return;
        }
        deployable.getOrDefault(host.hostname(), new ArrayDeque<>()).stream()
                .filter(evaluation -> evaluation.completed().isBefore(at))
                .findFirst()
                .ifPresent(next -> deploy(host, next, at));
    }

    private void deploy(DemoHost host, DemoEvaluation next, Instant at) {
        if (!next.storePath().equals(running.put(host.hostname(), next.storePath()))) {
            facts.add(state(host, next, at));
            DemoEvaluation earlier = deployed.put(host.hostname(), next);
            if (earlier != null) {
                before.put(host.hostname(), earlier);
            }
        }
        if (host.part() == Part.REBUILT_BY_HAND && isDayOf(REBUILT_AT, at)) {
            String byHand = DemoNames.closureByHand(host.hostname());
            running.put(host.hostname(), byHand);
            facts.add(DemoFact.state(
                    at.plus(Duration.ofHours(1)), host, byHand, null, reported(host, boots.get(host.hostname()))));
        }
    }

    private DemoFact state(DemoHost host, DemoEvaluation deployed, Instant at) {
        DemoBoot boot = boots.merge(
                host.hostname(),
                DemoBoot.of(deployed),
                (booted, ignored) -> booted.after(deployed, isRestarted(host, at)));
        return DemoFact.state(at, host, deployed.storePath(), reportedRevision(host, deployed), reported(host, boot));
    }

    private boolean isRestarted(DemoHost host, Instant at) {
        return host.part() != Part.NOT_RESTARTED || at.isBefore(moment(RESTARTED_TO));
    }

    private static @Nullable DemoBoot reported(DemoHost host, @Nullable DemoBoot boot) {
        return host.flake().equals(OLD_REPORTERS) ? null : boot;
    }

    /** When a machine deploys on a day, or null. */
    private @Nullable Instant deployment(DemoHost host, OffsetDateTime date, boolean isWorkday) {
        Instant day = date.toInstant();
        return switch (host.habit()) {
            case AUTOMATIC -> day.plus(Duration.ofMinutes(18 * 60 + random.nextInt(5 * 60)));
            case DAILY ->
                isWorkday && random.nextInt(4) > 0
                        ? day.plus(Duration.ofMinutes(7 * 60 + random.nextInt(11 * 60)))
                        : null;
            case WEEKLY ->
                date.getDayOfWeek() == DayOfWeek.TUESDAY
                        ? day.plus(Duration.ofMinutes(20 * 60 + random.nextInt(3 * 60)))
                        : null;
        };
    }

    private boolean isDeploying(DemoHost host, Instant at) {
        return switch (host.part()) {
            case NEVER_INSTALLED -> false;
            case STUCK -> at.isBefore(moment(STUCK_FROM));
            case SILENT -> at.isBefore(moment(SILENT_FROM));
            case REBUILT_BY_HAND ->
                at.isBefore(moment(REBUILT_AT).plus(Duration.ofDays(1)))
                        || at.isAfter(moment(REBUILT_AT).plus(Duration.ofDays(9)));
            default -> isThere(host, at);
        };
    }

    private void beat(DemoHost host, Instant day) {
        boolean isHeard = host.part() != Part.NEVER_INSTALLED
                && !(host.part() == Part.SILENT && day.isAfter(moment(SILENT_FROM)))
                && isThere(host, day);
        for (int hour = 1; isHeard && hour < 24; hour += 6) {
            Instant at = day.plus(Duration.ofMinutes(hour * 60L + random.nextInt(50)));
            if (!isLost(host, at)) {
                facts.add(DemoFact.heartbeat(at, host));
            }
        }
    }

    private boolean isLost(DemoHost host, Instant at) {
        return at.isAfter(moment(LOST_FROM))
                && at.isBefore(moment(LOST_TO))
                && !host.hostname().startsWith("edge-oslo");
    }

    private boolean isThere(DemoHost host, Instant at) {
        return switch (host.part()) {
            case NEWCOMER -> at.isAfter(moment(NEWCOMERS_AT));
            case LEAVER -> at.isBefore(moment(LEAVER_AT));
            default -> true;
        };
    }

    /** Workstations have no configuration revision, like many real ones. */
    private static @Nullable String reportedRevision(DemoHost host, DemoEvaluation evaluation) {
        return host.flake().equals("workstations") ? null : evaluation.commit();
    }

    /** Noon at a share of the nights. */
    private Instant moment(double share) {
        int night = (int) Math.round(share * (options.nights() - 1));
        return options.night(night).truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(12));
    }

    private boolean isDayOf(double share, Instant at) {
        return moment(share).truncatedTo(ChronoUnit.DAYS).equals(at.truncatedTo(ChronoUnit.DAYS));
    }
}
