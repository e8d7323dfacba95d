// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.SmallDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks the nightly run of the built program and looks at what is left. {@code .ci/soak} plays hundreds of rounds, of every
 * fault in turn; a build plays one of each kind: killed, told to stop, its sessions ended, the server crashed, a statement that
 * takes too long, a full disk, a lock that is held, a clock that jumps.
 */
class SoakIT {

    private static final List<Fault> FAULTS = List.of(Fault.values());
    private static final Set<Fault> OF_A_BUILD = EnumSet.of(
            Fault.KILL_IN_STEP,
            Fault.TERM,
            Fault.TERMINATE_ALL,
            Fault.CRASH,
            Fault.STATEMENT_TIMEOUT,
            Fault.FULL_DISK,
            Fault.LOCK_WAITED,
            Fault.CLOCK_JUMP);

    /** From here on chance strikes while the job is at work, with the seed that a build has. */
    private static final int FIRST_OF_A_BUILD = 155;

    private static final List<Integer> ROUNDS = rounds();
    private static final int ROUNDS_OF_A_REPORT = 20;
    private static final long SEED = Long.getLong("rollcall.soak.seed", 1);

    @TempDir
    static Path folder;

    @Test
    void should_lose_nothing_when_its_run_is_broken_at_any_instant() throws Exception {
        List<String> failures = new ArrayList<>();
        Map<String, Integer> tally = new TreeMap<>();
        long begin = System.nanoTime();
        try (Soak soak = Soak.prepare(folder)) {
            say("Soak: " + ROUNDS.size() + " rounds, seed " + SEED + "; an unbroken night takes "
                    + soak.unbrokenMillis() + " ms; " + SkewedClock.description());
            boolean canMount = SmallDisk.isPossible(folder);
            for (int number = 1; number <= ROUNDS.size(); number++) {
                int round = ROUNDS.get(number - 1);
                Random random = new Random(SEED * 1_000_003 + round);
                Fault fault = faultOf(round);
                tally.merge(
                        fault + ": "
                                + skipped(fault, canMount).orElseGet(() -> play(soak, round, fault, random, failures)),
                        1,
                        Integer::sum);
                if (number % ROUNDS_OF_A_REPORT == 0) {
                    say("Soak: " + number + " of " + ROUNDS.size() + " rounds played, " + failures.size()
                            + " failed, in " + (System.nanoTime() - begin) / 1_000_000_000 + " s");
                }
            }
        } finally {
            // also of a soak that something unforeseen ended
            tally.forEach((outcome, times) -> say("Soak: %4d x %s".formatted(times, outcome)));
            say("Soak: " + tally.values().stream().mapToInt(times -> times).sum() + " rounds, " + failures.size()
                    + " failed, in " + (System.nanoTime() - begin) / 1_000_000_000 + " s");
        }

        assertThat(failures).isEmpty();
    }

    private static List<Integer> rounds() {
        Integer rounds = Integer.getInteger("rollcall.soak.rounds");
        if (rounds == null) {
            return IntStream.range(FIRST_OF_A_BUILD, FIRST_OF_A_BUILD + FAULTS.size())
                    .filter(round -> OF_A_BUILD.contains(faultOf(round)))
                    .boxed()
                    .toList();
        }
        int first = Integer.getInteger("rollcall.soak.first", 1);
        return IntStream.range(first, first + rounds).boxed().toList();
    }

    private static Fault faultOf(int round) {
        return FAULTS.get((round - 1) % FAULTS.size());
    }

    private static Optional<String> skipped(Fault fault, boolean canMount) {
        if (fault.needsMount() && !canMount) {
            return Optional.of("SKIPPED, because only root can mount a small disk");
        }
        return fault.needsFakeClock() && !SkewedClock.isPossible()
                ? Optional.of("SKIPPED, because Debian's libfaketime is not installed")
                : Optional.empty();
    }

    private static String play(Soak soak, int number, Fault fault, Random random, List<String> failures) {
        try {
            return "broken in " + new Round(soak, number, fault, random).play();
        } catch (AssertionError | Exception e) {
            String failure = "round " + number + " (" + fault + ", again by .ci/soak 1 " + SEED + " " + number + "): "
                    + e.getMessage();
            say("Soak: " + failure);
            failures.add(failure);
            return "FAILED";
        }
    }

    @SuppressWarnings("SystemOut") // a soak should tell how it fares
    private static void say(String line) {
        System.out.println(line);
    }
}
