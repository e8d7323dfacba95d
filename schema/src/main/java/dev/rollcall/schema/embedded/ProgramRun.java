// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program that has ended, with its output. */
record ProgramRun(int exitCode, String output) {

    private static final int MAX_OUTPUT = 1 << 20;

    /** Runs it; background processes that it starts must not keep its output open. */
    static ProgramRun of(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // the output is searched for words
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        try (InputStream stream = process.getInputStream()) {
            String output = new String(stream.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
            stream.transferTo(OutputStream.nullOutputStream());
            return new ProgramRun(process.waitFor(), output);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + command.get(0) + " ran");
        }
    }

    boolean isSuccess() {
        return exitCode == 0;
    }

    String firstLine() {
        return output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("exit code " + exitCode);
    }
}
