// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import org.jspecify.annotations.Nullable;

/** What differs for one system between a baseline and a snapshot. */
public record StatusChange(
        String hostname,
        @Nullable String oldFlake,
        @Nullable String newFlake,
        Transition transition,
        @Nullable String oldReason,
        @Nullable String newReason,
        @Nullable String oldRunningCommit,
        @Nullable String newRunningCommit) {}
