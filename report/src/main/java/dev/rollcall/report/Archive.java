// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import dev.rollcall.schema.file.FileTree;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of reports with atomic updates: files are written to a temporary folder, whose name starts with {@code
 * .writing-}, and then moved. One process at a time may write.
 */
final class Archive {

    private static final String ASIDE = ".writing-";
    private static final String REPLACED = ASIDE + "replaced-";
    private static final String BADGES = "badges";
    private static final String POINTER = "latest.json";
    private static final Pattern REPORT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d{6}Z-\\d+");
    private static final Pattern FURTHER_INDEX = Pattern.compile("index-\\d+\\.html");

    private final Path folder;

    private Archive(Path folder) {
        this.folder = folder;
    }

    /** Opens the folder for reading. */
    static Archive at(Path folder) {
        return new Archive(folder);
    }

    /** Opens the folder, creates it if necessary, and removes what a killed run left incomplete. */
    static Archive open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Archive archive = new Archive(folder);
        for (Path replaced : archive.entries(name -> name.startsWith(REPLACED))) {
            archive.settle(replaced);
        }
        for (Path leftover : archive.entries(name -> name.startsWith(ASIDE))) {
            FileTree.delete(leftover);
        }
        return archive;
    }

    /** Adds a file; keeps an existing one. */
    void addFile(String name, String text) throws IOException {
        Path target = folder.resolve(name);
        requireNoLinksTo(target);
        if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            replaceFiles(output -> {
                try (Writer file = output.createFile(name)) {
                    file.write(text);
                }
            });
        }
    }

    /** Replaces files, one after the other, each atomically. */
    void replaceFiles(Content content) throws IOException {
        Path aside = folder.resolve(ASIDE + "files");
        write(aside, content);
        if (Files.exists(aside)) {
            moveAll(aside);
        }
    }

    /** The paths of the files in a folder of the archive; empty if it does not exist. */
    Set<String> filesIn(String name) throws IOException {
        Path inner = folder.resolve(name);
        requireNoLinksTo(inner.resolve("any"));
        if (!Files.isDirectory(inner)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(inner)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> name + "/" + file.getFileName())
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** The text of a file; empty if it is not one of our texts. */
    Optional<String> read(String name) throws IOException {
        try {
            return Optional.of(Files.readString(folder.resolve(name)));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Moves the files of a folder to the archive in the order of their names, and removes the folder. */
    private List<Path> moveAll(Path aside) throws IOException {
        List<Path> targets = new ArrayList<>();
        for (Path file : filesBelow(aside)) {
            Path target = folder.resolve(aside.relativize(file).toString());
            requireNoLinksTo(target);
            Files.createDirectories(target.getParent());
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            targets.add(target);
        }
        FileTree.delete(aside);
        return targets;
    }

    /** Whether the archive contains a report, by the name of its folder. */
    boolean hasReport(String report) {
        return Files.isRegularFile(indexOf(report));
    }

    Path indexOf(String report) {
        return folder.resolve(report).resolve("index.html");
    }

    /** Adds a report; keeps an existing one, but not a folder without a first page. */
    void addFolder(String name, Content content) throws IOException {
        if (!hasReport(name)) {
            replaceFolder(name, content);
        }
    }

    /** Replaces a folder, or adds it, with the content. */
    void replaceFolder(String name, Content content) throws IOException {
        Path target = folder.resolve(name);
        Path aside = folder.resolve(ASIDE + name);
        write(aside, content);
        Path replaced = folder.resolve(REPLACED + name);
        if (Files.exists(target)) {
            Files.move(target, replaced, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        FileTree.delete(replaced);
    }

    /** Restores a folder whose place was still empty when a run was killed. */
    private void settle(Path replaced) throws IOException {
        Path target = folder.resolve(String.valueOf(replaced.getFileName()).substring(REPLACED.length()));
        if (!Files.exists(target)) {
            Files.move(replaced, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Removes a folder if it exists. It is gone at once, even if deleting its files takes longer. */
    void removeFolder(String name) throws IOException {
        Path target = folder.resolve(name);
        if (Files.exists(target)) {
            Path aside = folder.resolve(ASIDE + "removed-" + name);
            Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
            FileTree.delete(aside);
        }
    }

    /** The names of the reports' folders, oldest first. */
    List<String> reports() throws IOException {
        return entries(name -> REPORT.matcher(name).matches() && hasReport(name)).stream()
                .map(entry -> entry.getFileName().toString())
                .sorted()
                .toList();
    }

    /**
     * Replaces the archive's own pages, badges and pointer, in the order of their names: index.html comes after the
     * pages it links to, and latest.json last.
     */
    void replaceIndex(Content content) throws IOException {
        Path aside = folder.resolve(ASIDE + "index");
        write(aside, content);
        List<Path> old = new ArrayList<>(entries(
                name -> name.equals(POINTER) || FURTHER_INDEX.matcher(name).matches()));
        Path badges = folder.resolve(BADGES);
        if (Files.isDirectory(badges, LinkOption.NOFOLLOW_LINKS)) {
            old.addAll(filesBelow(badges));
        }
        List<Path> targets = moveAll(aside);
        for (Path file : old) {
            if (!targets.contains(file)) {
                Files.delete(file);
            }
        }
    }

    /** A link inside the archive could redirect writes or deletions to any other folder. */
    private void requireNoLinksTo(Path target) throws IOException {
        Path at = folder;
        for (Path name : folder.relativize(target)) {
            at = at.resolve(name);
            if (!at.equals(target) && Files.isSymbolicLink(at)) {
                throw new FileSystemException(
                        at.toString(), null, "it is a symbolic link, expected a folder; remove the link");
            }
        }
    }

    private static List<Path> filesBelow(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void write(Path aside, Content content) throws IOException {
        try (DirectoryOutput output = new DirectoryOutput(aside)) {
            content.writeTo(output);
        } catch (IOException | RuntimeException e) {
            FileTree.delete(aside);
            throw e;
        }
    }

    private List<Path> entries(Predicate<String> name) throws IOException {
        return entriesOf(folder, name);
    }

    private static List<Path> entriesOf(Path folder, Predicate<String> name) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> name.test(entry.getFileName().toString()))
                    .toList();
        }
    }

    interface Content {
        void writeTo(ReportOutput output) throws IOException;
    }
}
