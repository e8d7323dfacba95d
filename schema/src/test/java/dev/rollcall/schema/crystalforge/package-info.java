// SPDX-License-Identifier: Apache-2.0
/** Tests on a database with Crystal Forge's tables. */
@NullMarked
package dev.rollcall.schema.crystalforge;

import org.jspecify.annotations.NullMarked;
