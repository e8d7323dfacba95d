// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The standard output of the process. Remembers why it could not be written, which writers ignore. */
public final class StandardOutput extends OutputStream {

    private static final int TYPE_OF_FILE = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private @Nullable IOException failure;

    /** Why the results are incomplete; empty if they are not, or if the reader of a pipe needed no more. */
    public Optional<NamedError> error() {
        return Optional.ofNullable(failure)
                .filter(cause -> !isPipe())
                .map(cause -> new NamedError(
                        ErrorName.OUTPUT_FAILED,
                        "The results can't be written (" + FailureText.of(cause) + "), so they are incomplete."));
    }

    /** Writing to one fails only if its reader is gone. The text of the error depends on the locale. */
    private static boolean isPipe() {
        try {
            int type = (int) Files.getAttribute(Path.of("/dev/fd/1"), "unix:mode") & TYPE_OF_FILE;
            return type == PIPE || type == SOCKET;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public void write(int singleByte) throws IOException {
        write(new byte[] {(byte) singleByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
