// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

/**
 * A machine of the generated fleet and its part in the story.
 *
 * @param role what commits change it: those of its role, and those of all
 * @param habit when it takes a new configuration over
 */
record DemoHost(String hostname, String flake, String environment, String role, Habit habit, Part part) {

    /** When a machine deploys. */
    enum Habit {
        /** some hours after every evaluation, by itself */
        AUTOMATIC,
        /** on working days, when somebody switches it on */
        DAILY,
        /** once a week, in a window */
        WEEKLY
    }

    /** What happens to a machine that does not just run. */
    enum Part {
        NOTHING,
        /** stops deploying for good: nobody looks at why */
        STUCK,
        /** is registered later */
        NEWCOMER,
        /** is taken out of the inventory */
        LEAVER,
        /** is not heard of any more */
        SILENT,
        /** is rebuilt by hand from something no evaluation knows, and mended later */
        REBUILT_BY_HAND,
        /** is registered and never installed */
        NEVER_INSTALLED
    }

    /** The team that looks after it. */
    String owner() {
        return switch (role) {
            case "db", "cache" -> "data";
            case "desktop" -> "helpdesk";
            case "edge" -> "field";
            default -> "platform";
        };
    }

    DemoHost with(Part newPart) {
        return new DemoHost(hostname, flake, environment, role, habit, newPart);
    }
}
