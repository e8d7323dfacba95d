// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.doctor;

import dev.rollcall.schema.domain.FindingKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All findings of one kind, with what it means and how to fix it. */
public record FindingGroup(FindingKind finding, String meaning, String remedy, List<Subject> subjects) {

    public FindingGroup {
        subjects = List.copyOf(subjects);
    }

    /** What a finding is about, what was found, and the name that resembles it. */
    public record Subject(
            String name, @Nullable String detail, @Nullable String resembles) {}
}
