// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The message of a library's exception in a form that fits into a sentence: one line without a full stop, and never
 * "null". Messages of {@link RollcallException} are complete sentences already.
 */
public final class FailureText {

    private FailureText() {}

    /**
     * For file and connection failures the innermost message, because libraries wrap them; otherwise the outermost one.
     */
    public static String of(@Nullable Throwable failure) {
        List<Throwable> chain = chain(failure);
        return reversed(chain).stream()
                .filter(IOException.class::isInstance)
                .map(FailureText::messageOf)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseGet(() -> firstOf(chain));
    }

    /** The innermost message, for exceptions that only say where another was thrown. */
    public static String innermost(Throwable failure) {
        return firstOf(reversed(chain(failure)));
    }

    private static List<Throwable> reversed(List<Throwable> chain) {
        List<Throwable> reversed = new ArrayList<>(chain);
        Collections.reverse(reversed);
        return reversed;
    }

    private static String firstOf(List<Throwable> chain) {
        return chain.stream()
                .map(FailureText::messageOf)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("no reason given");
    }

    private static List<Throwable> chain(@Nullable Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    /** Empty if there is no message. */
    private static String messageOf(Throwable failure) {
        if (failure instanceof FileSystemException file) {
            return file.getFile() + ": " + wordsOf(file);
        }
        String text = String.valueOf(failure.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^(ERROR|FATAL): ", "")
                .replaceFirst("\\.$", "")
                .strip();
        if (!text.isEmpty() && !text.equals("null")) {
            return text;
        }
        return failure instanceof EOFException ? "unexpected end of file" : "";
    }

    /** The reason: a file system exception's message is often only the file name. */
    public static String wordsOf(FileSystemException failure) {
        if (failure.getReason() != null) {
            return failure.getReason();
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        return failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException
                ? "a file of that name exists"
                : failure.getClass().getSimpleName();
    }
}
