// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import dev.rollcall.report.model.Feed;
import dev.rollcall.schema.domain.FactKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A kind of fact and how fresh it was; without a time if there was none. */
public record FeedView(FactKind kind, @Nullable TimeView newest) {

    static FeedView of(Feed feed, Instant asOf) {
        return new FeedView(feed.kind(), TimeView.ofNullable(feed.newestAt(), asOf));
    }
}
