// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import java.util.List;

/**
 * A command to break, and its normal result.
 *
 * @param command without its archive and formats
 * @param exitCode its normal exit code
 * @param expected its normal result
 * @param millis its normal duration, from start to end of the process
 */
record Work(List<String> command, int exitCode, Night expected, long millis) {}
