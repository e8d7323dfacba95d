// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import dev.rollcall.reconciler.RollcallProcess.Ending;

/**
 * The result of a command with a fault.
 *
 * @param place the active step, or a description of the time between steps
 * @param tookEffect whether the fault affected the command
 */
record Broken(Ending ending, String place, boolean tookEffect) {

    /** What the tally counts: the place and the output, without what differs between rounds. */
    String description() {
        String said = ending.err().strip().replaceAll("[0-9a-f-]{36}|\\d+", "N").replaceAll("\\R", " / ");
        return place + (said.isEmpty() ? "" : ", said: " + said);
    }
}
