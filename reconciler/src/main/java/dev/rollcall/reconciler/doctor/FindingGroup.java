// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.doctor;

import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.FindingKind;
import java.util.List;

/** All findings of one kind, with its meaning and how to fix it. */
public record FindingGroup(FindingKind kind, String meaning, String remedy, List<Finding> findings) {

    public FindingGroup {
        findings = List.copyOf(findings);
    }
}
