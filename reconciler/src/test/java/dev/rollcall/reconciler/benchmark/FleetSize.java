// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.benchmark;

/**
 * The size of a generated fleet.
 *
 * @param systems registered systems
 * @param states reported states per system
 * @param flakes flakes that the systems are spread over
 * @param commits commits per flake
 * @param heartbeats heartbeats per system
 */
record FleetSize(int systems, int states, int flakes, int commits, int heartbeats) {

    /** From system properties {@code rollcall.benchmark.*}; small by default, for every build. */
    static FleetSize fromProperties() {
        int systems = Integer.getInteger("rollcall.benchmark.systems", 200);
        return new FleetSize(
                systems,
                Integer.getInteger("rollcall.benchmark.states", 5),
                Integer.getInteger("rollcall.benchmark.flakes", Math.max(1, systems / 500)),
                Integer.getInteger("rollcall.benchmark.commits", systems < 1000 ? 40 : 400),
                Integer.getInteger("rollcall.benchmark.heartbeats", 24));
    }
}
