// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.doctor;

import dev.rollcall.schema.domain.FindingKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All findings of one kind, with its meaning and how to fix it. */
public record FindingGroup(FindingKind finding, String meaning, String remedy, List<Subject> subjects) {

    public FindingGroup {
        subjects = List.copyOf(subjects);
    }

    /** The subject of a finding, its details, and a similar name. */
    public record Subject(
            String name, @Nullable String detail, @Nullable String resembles) {}
}
