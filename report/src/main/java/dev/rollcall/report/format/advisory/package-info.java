// SPDX-License-Identifier: Apache-2.0
/** The advisories of systems for machines and terminals. */
@NullMarked
package dev.rollcall.report.format.advisory;

import org.jspecify.annotations.NullMarked;
