// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run with given options will do.
 *
 * @param database which database it works on
 * @param archive where the report goes
 * @param drops the folder that it imports first; null for none
 * @param rules how many rules judge it
 */
record NightPlan(
        DatabaseOptions database, Path archive, @Nullable Path drops, int rules) {}
