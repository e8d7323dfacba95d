// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import java.util.List;

/**
 * A command that is broken, and what it gives when it is not.
 *
 * @param command without its archive and its formats
 * @param exitCode how it ends when it is not broken
 * @param expected what it leaves then
 * @param millis how long it takes then, from the start of the process to its end
 */
record Work(List<String> command, int exitCode, Night expected, long millis) {}
