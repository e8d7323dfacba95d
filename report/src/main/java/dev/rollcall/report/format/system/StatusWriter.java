// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import dev.rollcall.schema.domain.SystemRow;
import java.util.function.Consumer;

/**
 * Writes statuses, one system after the other, in bounded memory.
 *
 * <p>{@link #close()} writes the rest and flushes, but does not close the underlying writer. If that fails, it throws
 * {@link java.io.UncheckedIOException}.
 */
public interface StatusWriter extends Consumer<SystemRow>, AutoCloseable {

    @Override
    void close();
}
