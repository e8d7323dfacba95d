// SPDX-License-Identifier: Apache-2.0
/** The packages of systems for machines and terminals. */
@NullMarked
package dev.rollcall.report.format.closure;

import org.jspecify.annotations.NullMarked;
