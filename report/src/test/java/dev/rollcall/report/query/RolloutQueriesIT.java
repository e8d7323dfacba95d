// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.ROLLOUTS;
import static dev.rollcall.schema.jooq.history.Tables.ROLLOUT_COMMITS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.SystemRows;
import dev.rollcall.report.model.FlakeRollout;
import dev.rollcall.report.model.Rollout;
import dev.rollcall.schema.PostgresExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class RolloutQueriesIT {

    private static final int COMMITS = 14;
    private static final int SHOWN = 3;
    private static final Instant FIRST = SystemRows.AS_OF.minus(Duration.ofDays(30));

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @BeforeEach
    void clear() {
        POSTGRES.clear();
    }

    /** The oracle is the curve of every commit. */
    @RepeatedTest(20)
    void should_decide_like_all_commits_when_only_the_turning_points_are_read(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> flakes = List.of("a", "b", "c", "d");
        flakes.forEach(flake -> flake(flake, random));
        RolloutQueries queries = new RolloutQueries(POSTGRES.dsl());
        Instant asOf = FIRST.plus(Duration.ofDays(8 + random.nextInt(10)));
        Instant judgedBefore = FIRST.plus(Duration.ofDays(random.nextInt(8)));

        Map<String, List<Rollout>> points =
                queries.turningPoints(flakes, COMMITS - 2, FlakeRollout.ARRIVED_PERCENT, judgedBefore, asOf);

        Map<String, List<Rollout>> shown = queries.newest(flakes, SHOWN, asOf);
        queries.newest(flakes, COMMITS - 2, asOf)
                .forEach((flake, all) -> assertThat(decided(
                                FleetRollouts.joined(
                                        shown.getOrDefault(flake, List.of()), points.getOrDefault(flake, List.of())),
                                judgedBefore))
                        .isEqualTo(decided(all, judgedBefore)));
    }

    private static List<Optional<Rollout>> decided(List<Rollout> newestFirst, Instant judgedBefore) {
        FlakeRollout flake = FlakeRollout.of("flake", newestFirst, SHOWN, "host", null, List.of());
        return List.of(
                Optional.ofNullable(flake.reached()),
                Optional.ofNullable(flake.reachedWithoutOne()),
                FlakeRollout.keptBelow(newestFirst),
                newestFirst.stream()
                        .filter(commit -> commit.committedAt().isBefore(judgedBefore))
                        .findFirst());
    }

    private static void flake(String flake, Random random) {
        List<Integer> ids = new ArrayList<>();
        List<Instant> dates = new ArrayList<>();
        for (int commit = 0; commit < COMMITS; commit++) {
            // some at the same time, some withdrawn
            Instant at = FIRST.plus(Duration.ofHours(12L * (commit / 2) + 12L * random.nextInt(2)));
            dates.add(at);
            ids.add(POSTGRES.dsl()
                    .insertInto(ROLLOUT_COMMITS)
                    .set(ROLLOUT_COMMITS.FLAKE, flake)
                    .set(ROLLOUT_COMMITS.GIT_COMMIT_HASH, "%040x".formatted(commit))
                    .set(ROLLOUT_COMMITS.STAY, 1)
                    .set(ROLLOUT_COMMITS.COUNTS_FROM, Times.offset(at))
                    .set(
                            ROLLOUT_COMMITS.COUNTS_UNTIL,
                            Times.offset(at.plus(Duration.ofDays(random.nextInt(6) == 0 ? 3 : 9000))))
                    .set(ROLLOUT_COMMITS.DEPTH, random.nextInt(3))
                    .set(ROLLOUT_COMMITS.SEQUENCE, commit)
                    .returningResult(ROLLOUT_COMMITS.ID)
                    .fetchSingle()
                    .value1());
        }
        int systems = 1 + random.nextInt(4);
        int[] runs = new int[systems];
        boolean hasIdle = random.nextBoolean();
        int pace = 1 + random.nextInt(3);
        for (int night = random.nextInt(4); night < 20; night++) {
            Instant asOf = FIRST.plus(Duration.ofDays(night));
            Map<Integer, Integer> running = new HashMap<>();
            for (int system = hasIdle ? 1 : 0; system < systems; system++) {
                int next = Math.min(COMMITS - 1, runs[system] + random.nextInt(pace));
                runs[system] = dates.get(next).isAfter(asOf) ? runs[system] : next;
            }
            for (int system = 0; system < systems; system++) {
                // of some no commit is known
                if (random.nextInt(9) > 0) {
                    running.merge(ids.get(runs[system]), 1, Integer::sum);
                }
            }
            POSTGRES.dsl()
                    .insertInto(ROLLOUTS)
                    .set(ROLLOUTS.FLAKE, flake)
                    .set(ROLLOUTS.AS_OF, Times.offset(asOf))
                    .set(ROLLOUTS.SYSTEMS, systems)
                    .set(ROLLOUTS.COMMIT_IDS, running.keySet().toArray(Integer[]::new))
                    .set(ROLLOUTS.RUNNING, running.values().toArray(Integer[]::new))
                    .execute();
        }
    }
}
