// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.syntax;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import dev.rollcall.schema.text.Words;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes CSV for programs that is also safe to open in a spreadsheet. */
public final class Csv {

    /** A cell that starts with one of these is a formula; the last is the typographic minus sign. */
    private static final String FORMULA_STARTS = "=+-@\u2212";

    /** In locales with decimal commas a spreadsheet also splits cells at these. */
    private static final QuoteStrategy QUOTES = new QuoteStrategy() {
        @Override
        public boolean quoteValue(int lineNumber, int fieldIndex, String cell) {
            return cell.indexOf(';') >= 0 || cell.indexOf('\t') >= 0;
        }
    };

    private Csv() {}

    public static CsvWriter writer(Writer out) {
        return CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(QUOTES)
                .build(out);
    }

    /** Content that is small enough for one string. */
    public static String text(Consumer<CsvWriter> content) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = writer(text)) {
            content.accept(csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    public static String cell(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The cells of a record, none of them a formula. */
    public static List<String> cells(@Nullable String... texts) {
        return Arrays.stream(texts).map(Csv::cell).map(Csv::disarmed).toList();
    }

    public static String time(@Nullable Instant time) {
        return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A cell that is not a formula in any spreadsheet, even after trimming invisible characters. */
    public static String disarmed(String cell) {
        // fast path for nearly all cells
        if (cell.isEmpty() || isLetterOrDigit(cell.charAt(0)) || cell.charAt(0) == '/') {
            return cell;
        }
        int start = 0;
        while (start < cell.length() && isPassedOver(cell.codePointAt(start))) {
            start += Character.charCount(cell.codePointAt(start));
        }
        boolean isFormula = start < cell.length() && isFormulaStart(cell.codePointAt(start));
        return isFormula || cell.startsWith("\t") || cell.startsWith("\r") || cell.startsWith("\n") ? "'" + cell : cell;
    }

    private static boolean isLetterOrDigit(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }

    private static boolean isPassedOver(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || !Words.visible(Character.toString(character)).equals(Character.toString(character));
    }

    /** Includes full-width, small and superscript forms, which some spreadsheets treat like the plain one. */
    private static boolean isFormulaStart(int character) {
        return FORMULA_STARTS.indexOf(Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC)
                        .codePointAt(0))
                >= 0;
    }
}
