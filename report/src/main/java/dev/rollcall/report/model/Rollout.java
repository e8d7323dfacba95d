// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of a commit to the systems of its flake: the nights since it was on the branch, oldest first.
 *
 * @param withdrawnAt when the branch lost it, null while it has it
 * @param firstNight the first night that there ever was of the flake
 */
public record Rollout(
        int id,
        String flake,
        String commit,
        Instant committedAt,
        @Nullable Instant withdrawnAt,
        @Nullable String subject,
        @Nullable String author,
        Instant firstNight,
        List<Point> nights) {

    public Rollout {
        nights = List.copyOf(nights);
    }

    /** How many of the systems that had ever reported ran the commit or a later one. */
    public record Point(Instant asOf, int reached, int systems) {

        public int missing() {
            return systems - reached;
        }

        boolean has(int percent) {
            return systems > 0 && 100L * reached >= (long) percent * systems;
        }
    }

    /** The last night, if there is any. */
    public Optional<Point> last() {
        return nights.isEmpty() ? Optional.empty() : Optional.of(nights.get(nights.size() - 1));
    }

    /** The first night on which a system ran it. */
    public Optional<Point> first() {
        return nights.stream().filter(night -> night.reached() > 0).findFirst();
    }

    /** The first night on which so many per cent of the systems ran it. */
    public Optional<Point> reaching(int percent) {
        return nights.stream().filter(night -> night.has(percent)).findFirst();
    }

    /** The last night on which a single system of several was missing. */
    public Optional<Point> lastLackingOne() {
        return nights.stream()
                .filter(night -> night.missing() == 1 && night.systems() > 1)
                .reduce((earlier, later) -> later);
    }

    /** The nights on which the figures are others than on the night before, and the last one. */
    public List<Point> changes() {
        List<Point> changes = new ArrayList<>();
        for (int i = 0; i < nights.size(); i++) {
            Point night = nights.get(i);
            Point before = i == 0 ? null : nights.get(i - 1);
            if (before == null
                    || i == nights.size() - 1
                    || before.reached() != night.reached()
                    || before.systems() != night.systems()) {
                changes.add(night);
            }
        }
        return changes;
    }

    /** How long it took until such a night; empty where that was the first night of all, so that nobody knows. */
    public Optional<Duration> after(Optional<Point> night) {
        return night.filter(found -> !found.asOf().equals(firstNight))
                .map(found -> Duration.between(committedAt, found.asOf()));
    }

    /** The same without one system that has never had it. */
    public Rollout withoutOne() {
        return new Rollout(
                id,
                flake,
                commit,
                committedAt,
                withdrawnAt,
                subject,
                author,
                firstNight,
                nights.stream()
                        .map(night -> new Point(
                                night.asOf(), Math.min(night.reached(), night.systems() - 1), night.systems() - 1))
                        .toList());
    }
}
