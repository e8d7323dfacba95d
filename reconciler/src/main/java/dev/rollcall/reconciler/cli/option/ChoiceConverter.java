// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.schema.text.ResemblingNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the lower-case name of an enum constant, as help shows it; picocli's own converter shows the Java names. */
public record ChoiceConverter<T extends Enum<T>>(Class<T> type) implements ITypeConverter<T> {

    /** Registers it for all options of a command and its subcommands. */
    public static void useIn(CommandLine command) {
        useIn(command, command);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // only the option knows the type
    private static void useIn(CommandLine root, CommandLine command) {
        command.getCommandSpec().options().stream()
                .map(option -> (Class) option.auxiliaryTypes()[0])
                .filter(Class::isEnum)
                .forEach(type -> root.registerConverter(type, new ChoiceConverter(type)));
        command.getSubcommands().values().forEach(below -> useIn(root, below));
    }

    @Override
    public T convert(String value) {
        return Arrays.stream(type.getEnumConstants())
                .filter(choice -> word(choice).equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> unknown(value));
    }

    private TypeConversionException unknown(String value) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(ChoiceConverter::word)
                .toList();
        return new TypeConversionException("expected one of " + String.join(", ", words) + " but was '" + value + "'."
                + ResemblingNames.question(value, words));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
