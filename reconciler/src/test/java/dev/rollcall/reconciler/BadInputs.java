// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

/** Counts the bad inputs of a parser, and prints the number when closed. */
public final class BadInputs implements AutoCloseable {

    /** {@code -Drollcall.lines=1000} tries more of everything. */
    public static final int OF_EACH_KIND = Integer.getInteger("rollcall.lines", 25);

    private final String parser;
    private int tried;
    private int refused;

    public BadInputs(String parser) {
        this.parser = parser;
    }

    public void count(boolean isRefused) {
        tried++;
        refused += isRefused ? 1 : 0;
    }

    /** Checks that the output is one sentence, without a stack trace and control characters. */
    public static void expectSentence(String what, String said) {
        assertThat(said)
                .as(what)
                .doesNotContain("\tat ", "error[unexpected]", "Exception", "NullPointer", "OutOfMemory")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\n]]");
    }

    @Override
    @SuppressWarnings("SystemOut") // prints how many were tried
    public void close() {
        System.out.println("Bad input: " + tried + " of " + parser + " tried, " + refused + " refused");
    }
}
