// SPDX-License-Identifier: Apache-2.0
/** How the statements of a night are planned, at a size where it matters. */
@NullMarked
package dev.rollcall.schema.plans;

import org.jspecify.annotations.NullMarked;
