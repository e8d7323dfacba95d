// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a file system answered, in words: its exceptions often say no more than the name of a file. */
final class FileFailure {

    private FileFailure() {}

    /** Of what is wrapped the innermost knows: libraries that write put the answer into exceptions of their own. */
    static String reason(@Nullable IOException thrown) {
        String reason = "it gave no reason";
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof FileSystemException failure) {
                reason = failure.getFile() + ": " + wordsOf(failure);
            } else if (cause instanceof IOException && cause.getMessage() != null) {
                reason = cause.getMessage();
            }
        }
        return reason;
    }

    private static String wordsOf(FileSystemException failure) {
        if (failure.getReason() != null) {
            return failure.getReason();
        }
        if (failure instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException
                ? "a file is in the way"
                : failure.getClass().getSimpleName();
    }
}
