// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.closure;

import org.jspecify.annotations.Nullable;

/**
 * What is inside of what a system runs.
 *
 * @param count how many packages, in words, or that they are not collected
 * @param due what a deployment would change; null if none is due or it is not known
 * @param last what its last deployment changed; null if it is not known
 */
public record HostPackagesView(
        String count,
        @Nullable PackageChangesView due,
        @Nullable PackageChangesView last) {}
