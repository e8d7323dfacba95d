// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.text;

import java.util.Map;

/** Describes the steps of the job. */
public final class JobStepWords {

    private static final Map<String, String> WORDS = Map.of(
            "openSnapshot", "opening the snapshot",
            "gatherFacts", "gathering the facts",
            "assessRange", "assessing the systems",
            "publish", "checking the inventory, publishing the snapshot",
            "judge", "checking the gate",
            "renderReport", "writing the report",
            "applyRetention", "applying retention");

    private JobStepWords() {}

    /** The description of a step; a partition has a number after its name. */
    public static String of(String step) {
        int colon = step.indexOf(':');
        return WORDS.getOrDefault(colon < 0 ? step : step.substring(0, colon), step) + " …";
    }
}
