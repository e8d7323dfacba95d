// SPDX-License-Identifier: Apache-2.0
/** The way to a database: its address, its sessions, and what a failure of one means. */
@NullMarked
package dev.rollcall.schema.connection;

import org.jspecify.annotations.NullMarked;
