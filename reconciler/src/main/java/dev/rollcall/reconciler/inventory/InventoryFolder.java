// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The inventory files of a folder and its subfolders, possibly one per writer, ordered by their dependencies, then by
 * name.
 *
 * @param passedOver the errors of files that look like inventory files but can't be read as such
 * @param ignored other files that may have been meant: with another ending, or in a deeper folder
 */
public record InventoryFolder(List<InventorySource> sources, List<NamedError> passedOver, List<Path> ignored) {

    private static final int MAX_NAMED = 5;

    private static final Pattern OTHER_ENDING = Pattern.compile("(.+)\\.(jsonl?|ndjson)(\\..+)?", Pattern.DOTALL);

    /** A file that changed within this time may be unfinished. */
    private static final Duration STILL_WRITTEN = Duration.ofHours(1);

    public InventoryFolder {
        sources = List.copyOf(sources);
        passedOver = List.copyOf(passedOver);
        ignored = List.copyOf(ignored);
    }

    /**
     * Lists a folder. Skips hidden files and folders, which writers use for unfinished files.
     *
     * @throws RollcallException if the folder does not exist or can't be read
     */
    public static InventoryFolder read(Path folder, Instant now) {
        Reader reader;
        try {
            reader = new Reader(folder.toRealPath(), now);
            reader.readFolder(folder, true);
        } catch (IOException e) {
            throw new RollcallException(
                    ErrorName.SOURCE_NOT_FOUND,
                    "The folder " + folder + " does not exist, or this user may not read it.",
                    e);
        }
        reader.sources.sort(Comparator.comparing(InventorySource::kind).thenComparing(InventorySource::name));
        return new InventoryFolder(reader.sources, reader.passedOver, reader.ignored);
    }

    /** The warning about ignored files; empty if there are none. */
    public Optional<String> warning() {
        return ignored.isEmpty()
                ? Optional.empty()
                : Optional.of(Words.visible("warning: These files were not imported: "
                        + Bounded.of(ignored, MAX_NAMED).joined()
                        + ". Expected names such as states-web.jsonl, states-web.jsonl.gz or web/states.jsonl."));
    }

    /** The message for a folder without files. */
    public static String emptiness(Path folder) {
        return "There are no inventory files in " + folder + ": expected any of "
                + Stream.of(FileKind.values()).map(FileKind::fileName).collect(Collectors.joining(", "))
                + ", or one file per writer, such as states-web.jsonl or web/states.jsonl.";
    }

    private static final class Reader {

        private final List<InventorySource> sources = new ArrayList<>();
        private final List<NamedError> passedOver = new ArrayList<>();
        private final List<Path> ignored = new ArrayList<>();
        private final Instant now;
        private final Path root;

        Reader(Path root, Instant now) {
            this.root = root;
            this.now = now;
        }

        void readFolder(Path folder, boolean isTop) throws IOException {
            List<Path> entries;
            try (Stream<Path> listed = Files.list(folder)) {
                entries = listed.filter(entry -> !name(entry).startsWith("."))
                        .sorted()
                        .toList();
            }
            for (Path entry : entries) {
                if (!Files.isDirectory(entry)) {
                    readEntry(entry);
                } else if (isTop) {
                    readInner(entry);
                } else if (!Files.isSymbolicLink(entry)) {
                    ignoreFilesOf(entry);
                }
            }
        }

        private void readInner(Path folder) {
            try {
                if (isWithin(folder)) {
                    readFolder(folder, false);
                } else {
                    skip(
                            ErrorName.FILE_NOT_TAKEN,
                            folder + " was not imported: it links to a folder outside this one.");
                }
            } catch (IOException e) {
                skip(ErrorName.FILE_UNREADABLE, folder + " may not be read by this user.");
            }
        }

        private void ignoreFilesOf(Path folder) {
            try (Stream<Path> listed = Files.list(folder)) {
                listed.filter(file -> FileKind.ofFileName(name(file)).isPresent())
                        .sorted()
                        .forEach(ignored::add);
            } catch (IOException | UncheckedIOException e) {
                // nothing in it is known to be meant
            }
        }

        /** A file that disappears or becomes unreadable does not affect the others. */
        private void readEntry(Path file) {
            try {
                readFile(file);
            } catch (IOException e) {
                skip(
                        ErrorName.FILE_NOT_TAKEN,
                        file + " was not imported: it no longer exists, or this user may not read it.");
            }
        }

        private void readFile(Path file) throws IOException {
            String name = name(file);
            if (!name.endsWith(".jsonl") && !name.endsWith(".jsonl.gz")) {
                Matcher other = OTHER_ENDING.matcher(name.toLowerCase(Locale.ROOT));
                if (other.matches()
                        && FileKind.ofFileName(other.group(1) + ".jsonl").isPresent()) {
                    ignored.add(file);
                }
                return;
            }
            FileKind kind = FileKind.ofFileName(name).orElse(null);
            if (kind == null) {
                skip(
                        ErrorName.FILE_NOT_TAKEN,
                        file + " was not imported: its name does not match any kind of file, expected one such as"
                                + " states-web.jsonl.");
            } else if (!Files.isRegularFile(file)) {
                // a pipe would wait for its writer
                skip(ErrorName.FILE_NOT_TAKEN, file + " was not imported: it is not a regular file.");
            } else if (!Files.isReadable(file)) {
                skip(ErrorName.FILE_UNREADABLE, file + " may not be read by this user.");
            } else if (!isWithin(file)) {
                skip(ErrorName.FILE_NOT_TAKEN, file + " was not imported: it links to a file outside the folder.");
            } else {
                boolean mayGrow = Files.getLastModifiedTime(file).toInstant().isAfter(now.minus(STILL_WRITTEN));
                sources.add(new InventorySource(kind, file.toString(), () -> open(file), mayGrow));
            }
        }

        /** Its writer may have replaced it since it was checked. */
        private InputStream open(Path file) throws IOException {
            if (!isWithin(file) || !Files.isRegularFile(file)) {
                throw new FileSystemException(file.toString(), null, "it was replaced meanwhile");
            }
            return Files.newInputStream(file.toRealPath(), LinkOption.NOFOLLOW_LINKS);
        }

        /** Writers of the folder must not make us read, and quote, other files of this machine. */
        private boolean isWithin(Path file) throws IOException {
            return file.toRealPath().startsWith(root);
        }

        private void skip(ErrorName name, String sentence) {
            passedOver.add(new NamedError(name, sentence));
        }

        private static String name(Path file) {
            return String.valueOf(file.getFileName());
        }
    }
}
