// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static org.jooq.impl.DSL.any;

import dev.rollcall.report.closure.NumberedSets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.RecordMapper;
import org.jooq.Table;
import org.jooq.TableField;

/**
 * Reads sets and names their elements, each once.
 *
 * @param thing makes an element of its row
 */
record SetReader<T>(
        DSLContext dsl,
        NumberedSets<T> sets,
        TableField<?, Integer> setId,
        TableField<?, Integer[]> elements,
        TableField<?, Integer> id,
        RecordMapper<Record, T> thing) {

    void read(Collection<Integer> ids) {
        Integer[] unread = ids.stream().filter(set -> !sets.has(set)).distinct().toArray(Integer[]::new);
        BitSet unnamed = new BitSet();
        // as text: the driver makes an object of each element of an array, and a night has millions
        dsl.select(setId, elements.cast(String.class))
                .from(tableOf(setId))
                .where(setId.eq(any(unread)))
                .forEach(row -> {
                    int[] numbers = numbers(row.value2());
                    for (int number : numbers) {
                        if (!sets.hasName(number)) {
                            unnamed.set(number);
                        }
                    }
                    sets.add(row.value1(), numbers);
                });
        dsl.select()
                .from(tableOf(id))
                .where(id.eq(any(unnamed.stream().boxed().toArray(Integer[]::new))))
                .forEach(row -> sets.add(row.get(id), thing.map(row)));
    }

    private static Table<?> tableOf(TableField<?, ?> field) {
        return Objects.requireNonNull(field.getTable());
    }

    /** The numbers in the text of an array. */
    private static int[] numbers(String array) {
        int[] numbers = new int[array.length()];
        int count = 0;
        int number = 0;
        boolean isNumber = false;
        for (int i = 0; i < array.length(); i++) {
            char c = array.charAt(i);
            if (c >= '0' && c <= '9') {
                number = number * 10 + c - '0';
                isNumber = true;
            } else if (isNumber) {
                numbers[count++] = number;
                number = 0;
                isNumber = false;
            }
        }
        return Arrays.copyOf(numbers, count);
    }
}
