// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Renders the options in {@code --help} by section. */
public final class SectionedOptions implements IHelpSectionRenderer {

    /** Registers it for a command and its subcommands. */
    public static void useIn(CommandLine command) {
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new SectionedOptions());
        command.getSubcommands().values().forEach(SectionedOptions::useIn);
    }

    @Override
    public String render(Help help) {
        return OptionSection.of(help.commandSpec()).entrySet().stream()
                .map(section -> help.createHeading("%n" + section.getKey().heading() + ":%n")
                        + help.optionListExcludingGroups(section.getValue()))
                .collect(Collectors.joining());
    }
}
