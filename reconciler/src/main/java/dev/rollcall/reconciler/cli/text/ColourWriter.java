// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.text;

import dev.rollcall.report.format.syntax.TextWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Colors statuses, gate outcomes and the beginnings of messages for a terminal. No meaning depends on color, and tables
 * are measured without it.
 *
 * <p>Works on the lines that tables print: a symbol at the start of a column, with the status if one follows. An
 * inventory name that looks the same is colored too, and nothing else.
 */
public final class ColourWriter extends TextWriter {

    private static final Pattern WORDS =
            Pattern.compile("(?m)(?:(?<=^|  )[●▲?○✔✘](?: (?:Up to Date|Outdated|Unknown State|Offline))?(?= |$)"
                    + "|(?<=^Gate: )(?:PASSED|FAILED|UNDECIDABLE)|^(?:error\\[[a-z0-9-]+]|warning):)");

    private static final Map<Character, Style> STYLES = Map.ofEntries(
            Map.entry('●', Style.fg_green),
            Map.entry('▲', Style.fg_yellow),
            Map.entry('?', Style.fg_magenta),
            Map.entry('○', Style.faint),
            Map.entry('✔', Style.fg_green),
            Map.entry('✘', Style.fg_red),
            Map.entry('P', Style.fg_green),
            Map.entry('F', Style.fg_red),
            Map.entry('U', Style.fg_magenta),
            Map.entry('e', Style.fg_red),
            Map.entry('w', Style.fg_yellow));

    public ColourWriter(Writer terminal) {
        super(terminal);
    }

    @Override
    public void write(String text) throws IOException {
        out.write(WORDS.matcher(text).replaceAll(ColourWriter::coloured));
    }

    private static String coloured(MatchResult found) {
        Style style = STYLES.getOrDefault(found.group().charAt(0), Style.bold);
        return style.on() + found.group() + style.off();
    }
}
