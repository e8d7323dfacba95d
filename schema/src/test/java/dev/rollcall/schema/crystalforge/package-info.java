// SPDX-License-Identifier: Apache-2.0
/** A database with the tables of Crystal Forge, and what Rollcall makes of it. */
@NullMarked
package dev.rollcall.schema.crystalforge;

import org.jspecify.annotations.NullMarked;
