// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When far less comes than usual; the counts of nights are written as 14x12 for fourteen nights with 12 each. */
class FeedDropsIT {

    private static final String WORKING_WEEKS = "5x6 2x0 5x6 2x0 5x6 2x0 5x6 2x0 5x6";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    private int hoursApart = 24;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "14x12 2x1              | commits since night 14: at most 1, usually 12",
                "14x12 1x1 1x0 1x1      | commits since night 14: at most 1, usually 12",
                "20x12 45x0             | commits since night 20: at most 0, usually 12",
                "20x3 2x0               | commits since night 20: at most 0, usually 3",
                WORKING_WEEKS + " 5x0   | commits since night 33: at most 0, usually 6",
                // one quiet night may be anything, and a tenth is less than 2 of 12
                "20x12 1x0              |",
                "20x12 2x2              |",
                // nobody knows what is usual
                "13x12 2x0              |",
                "30x0                   |",
                // a weekend, and Easter
                WORKING_WEEKS + " 2x0   |",
                WORKING_WEEKS + " 4x0   |",
                // imported once a week in one lump
                "6x0 1x80 6x0 1x80 6x0 1x80 6x0 1x80 6x0 |",
                // it has been as quiet before
                "10x12 3x0 10x12 3x0    |",
                // it is over
                "20x12 5x0 1x12         |",
            })
    void should_find_a_drop_when_less_came_for_longer_than_ever(String nights, @Nullable String expected) {
        long last = keep(nights, 24);

        assertThat(drops(last)).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void should_count_days_when_there_are_several_snapshots_of_one() {
        long last = keep("80x12 5x0", 6);

        // the fifth is of the next day
        assertThat(drops(last)).containsExactly("commits since night 83: at most 0, usually 12");
    }

    @Test
    void should_not_look_at_later_nights_or_those_of_another_matching() {
        keep("14x12 2x0 2x12", 24);
        rules.dsl()
                .execute(
                        "update history.snapshots set matching = 'name', label = 'later' where as_of > ?::timestamptz",
                        Fleet.hour(24 * 16 - 12).toString());
        Long sixteenth = rules.dsl()
                .fetchSingle("select max(id) from history.snapshots where label is null")
                .into(Long.class);

        assertThat(drops(sixteenth)).containsExactly("commits since night 14: at most 0, usually 12");
        rules.dsl().execute("update history.snapshots set matching = 'evidence'");
        assertThat(drops(sixteenth)).hasSize(1);
    }

    private List<String> drops(long snapshot) {
        return rules.dsl()
                .fetch("""
                        select feed || ' since night ' || (extract(epoch from began_at - ?::timestamptz) / 3600 / ?)::integer
                            || ': at most ' || arrived || ', usually ' || usual
                          from inventory.find_feed_drops(?)
                        """, Fleet.START.toString(), hoursApart, snapshot)
                .getValues(0, String.class);
    }

    /** Returns the id of the last. */
    private long keep(String nights, int hours) {
        hoursApart = hours;
        List<Integer> counts = new ArrayList<>();
        Matcher run = Pattern.compile("(\\d+)x(\\d+)").matcher(nights);
        while (run.find()) {
            counts.addAll(Collections.nCopies(Integer.parseInt(run.group(1)), Integer.valueOf(run.group(2))));
        }
        DSLContext dsl = rules.dsl();
        long last = 0;
        for (int night = 0; night < counts.size(); night++) {
            last = dsl.fetchSingle("""
                            insert into history.snapshots
                                   (as_of, matching, run_trigger, silent_after, stale_after, rollcall_version, rules_version, opened_at
                                 , published_at, systems, up_to_date, outdated, unknown_state, offline, silent, pinned)
                            values (?::timestamptz, 'evidence', 'run', '4 hours', '1 day', 'test', 3, now(), now(), 0, 0, 0, 0, 0, 0, 0)
                            returning id
                            """, Fleet.hour(night * (double) hours).toString())
                    .into(Long.class);
            dsl.execute("insert into history.feed_counts values (?, 'commits', ?)", last, counts.get(night));
        }
        // the one that is being made is not published yet
        dsl.execute(
                "update history.snapshots set published_at = null, systems = null, up_to_date = null, outdated = null"
                        + ", unknown_state = null, offline = null, silent = null, pinned = null where id = ?",
                last);
        return last;
    }
}
