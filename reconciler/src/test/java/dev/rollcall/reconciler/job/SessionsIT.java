// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schema.PostgresExtension;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SessionsIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    @Test
    void should_do_both_at_once_when_ranges_are_assessed_in_parallel() {
        CountDownLatch both = new CountDownLatch(2);
        ToIntFunction<DSLContext> meets = session -> {
            both.countDown();
            return await(both) ? 1 : 0;
        };

        assertThat(new Sessions(true).both(POSTGRES.dsl(), meets, meets)).isEqualTo(2);
    }

    @Test
    void should_not_wait_forever_for_a_lock_when_the_other_session_waits() {
        new Sessions(true).both(POSTGRES.dsl(), session -> 0, session -> {
            assertThat(session.fetchValue("show lock_timeout")).hasToString("1min");
            return 0;
        });
    }

    @Test
    void should_keep_both_failures_when_both_fail() {
        RuntimeException first = new IllegalStateException("the disk is full");
        RuntimeException second = new IllegalStateException("the server stops");

        assertThatThrownBy(() -> new Sessions(true)
                        .both(
                                POSTGRES.dsl(),
                                session -> {
                                    throw first;
                                },
                                session -> {
                                    throw second;
                                }))
                .isSameAs(first)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .asString()
                        .contains("the server stops"));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
