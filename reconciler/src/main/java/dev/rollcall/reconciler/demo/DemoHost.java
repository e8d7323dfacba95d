// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

/**
 * A machine of the generated fleet and its part in the story.
 *
 * @param role which commits change it: those of its role, and those of all
 * @param habit when it deploys
 */
record DemoHost(String hostname, String flake, String environment, String role, Habit habit, Part part) {

    /** When a machine deploys. */
    enum Habit {
        /** some hours after every evaluation, by itself */
        AUTOMATIC,
        /** on working days, when someone switches it on */
        DAILY,
        /** once a week, in a window */
        WEEKLY
    }

    /** The part of a machine with a special story. */
    enum Part {
        NOTHING,
        /** stops deploying forever, unnoticed */
        STUCK,
        /** is registered later */
        NEWCOMER,
        /** is removed from the inventory */
        LEAVER,
        /** stops sending heartbeats */
        SILENT,
        /** is rebuilt by hand from something unevaluated, and fixed later */
        REBUILT_BY_HAND,
        /** is rolled back by hand on the day before the last night */
        SET_BACK,
        /** is registered but never installed */
        NEVER_INSTALLED,
        /** is no longer restarted after it gets a new kernel */
        NOT_RESTARTED
    }

    /** The team that owns it. */
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
