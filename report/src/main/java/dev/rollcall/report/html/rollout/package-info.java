// SPDX-License-Identifier: Apache-2.0
/** How fast commits reach systems: the page of the fleet, and one per flake. */
@NullMarked
package dev.rollcall.report.html.rollout;

import org.jspecify.annotations.NullMarked;
