// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the name of a file or folder; in the locale C, for example, Java has no names beyond ASCII. */
public final class PathConverter implements ITypeConverter<Path> {

    @Override
    public Path convert(String value) {
        // a variable of a script that is not set; Java takes it for the current folder
        if (value.isEmpty()) {
            throw new TypeConversionException("it is empty, expected a file or folder");
        }
        if (value.equals("-")) {
            throw new TypeConversionException(
                    "'-' is not a file name; standard input and output are /dev/stdin and /dev/stdout");
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(sentence(value));
        }
    }

    /**
     * A path relative to a folder.
     *
     * @throws RollcallException if the name is invalid
     */
    public static Path path(Path folder, String name) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            throw new RollcallException(ErrorName.FILE_NAME_NOT_IN_LOCALE, sentence(name) + ".");
        }
    }

    private static String sentence(String name) {
        return "'" + name + "' is not a valid file name in this locale (LC_ALL)";
    }
}
