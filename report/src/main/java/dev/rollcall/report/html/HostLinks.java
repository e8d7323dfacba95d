// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import org.jspecify.annotations.Nullable;

/** Knows where each system of a snapshot has its permanent place, if it has one. */
interface HostLinks {

    /** The way to a system's row. */
    @Nullable String linkTo(String hostname);
}
