// SPDX-License-Identifier: Apache-2.0
/** What is inside closures: the packages of each, and what differs between two. */
@NullMarked
package dev.rollcall.report.closure;

import org.jspecify.annotations.NullMarked;
