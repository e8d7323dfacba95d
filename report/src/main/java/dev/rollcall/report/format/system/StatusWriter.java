// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.system;

import dev.rollcall.schema.domain.SystemRow;
import java.util.function.Consumer;

/**
 * A format of statuses that takes one system after the other and keeps no more than a bounded number of them.
 *
 * <p>{@link #close()} writes what is still to be written and flushes, but leaves the writer underneath open. A failing
 * writer throws {@link java.io.UncheckedIOException}.
 */
public interface StatusWriter extends Consumer<SystemRow>, AutoCloseable {

    @Override
    void close();
}
