// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import dev.rollcall.reconciler.RollcallProcess.Ending;

/**
 * How a command ended that a fault met.
 *
 * @param place the step that was at work, or in words where between steps it was
 * @param tookEffect whether the fault met the command at all
 */
record Broken(Ending ending, String place, boolean tookEffect) {

    /** What a tally counts: the place and what was said, without what differs from round to round. */
    String description() {
        String said = ending.err().strip().replaceAll("[0-9a-f-]{36}|\\d+", "N").replaceAll("\\R", " / ");
        return place + (said.isEmpty() ? "" : ", said: " + said);
    }
}
