// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statuses of one system in some snapshots, oldest first; null if it was not part of one. */
public record Strip(List<@Nullable Status> statuses) {

    public Strip {
        statuses = Collections.unmodifiableList(new ArrayList<>(statuses));
    }
}
