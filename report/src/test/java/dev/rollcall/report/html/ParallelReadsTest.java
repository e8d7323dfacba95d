// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ParallelReadsTest {

    @Test
    void should_read_while_the_caller_goes_on() {
        CountDownLatch begun = new CountDownLatch(1);
        try (ParallelReads reads = ParallelReads.onSeveralConnections()) {
            Supplier<Boolean> result = reads.start(() -> awaits(begun));
            begun.countDown();

            assertThat(result.get()).isTrue();
        }
    }

    @Test
    void should_throw_what_the_reading_threw() {
        RuntimeException failure = new IllegalStateException("the connection is gone");
        try (ParallelReads reads = ParallelReads.onSeveralConnections()) {
            Supplier<Object> result = reads.start(() -> {
                throw failure;
            });

            assertThatThrownBy(result::get).isSameAs(failure);
        }
    }

    private static boolean awaits(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
