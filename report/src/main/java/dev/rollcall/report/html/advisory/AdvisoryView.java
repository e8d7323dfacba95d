// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.advisory;

import dev.rollcall.report.advisory.AdvisoryInPackages;
import dev.rollcall.report.wording.AdvisoryText;
import dev.rollcall.schema.text.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An advisory with its score, if it has one, and the packages that have it. */
public record AdvisoryView(String id, @Nullable String score, List<String> packages) {

    static AdvisoryView of(AdvisoryInPackages found) {
        return new AdvisoryView(
                Words.visible(found.id()),
                found.score() == null ? null : found.score().toPlainString(),
                AdvisoryText.packages(found));
    }
}
