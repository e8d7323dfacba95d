// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

    @Test
    void should_do_tasks_in_their_order_when_there_is_one_thread() throws IOException {
        List<Integer> done = new ArrayList<>();
        try (Workers workers = new Workers(1)) {
            for (int i = 0; i < 100; i++) {
                int number = i;
                workers.start(() -> done.add(number));
            }
            workers.finish();
        }

        assertThat(done).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void should_throw_the_failure_of_a_task(int threads) throws IOException {
        IOException failure = new IOException("no space left");
        try (Workers workers = new Workers(threads)) {
            workers.start(() -> {
                throw failure;
            });

            assertThatThrownBy(workers::finish).isSameAs(failure);
        }
    }
}
