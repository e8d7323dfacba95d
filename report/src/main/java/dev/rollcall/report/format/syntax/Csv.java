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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** CSV as Rollcall writes it: for programs, and harmless for a spreadsheet that a person opens it with. */
public final class Csv {

    /** By these a spreadsheet takes a cell for a formula; the last is the sign of minus in typography. */
    private static final String FORMULA_STARTS = "=+-@\u2212";

    /** A spreadsheet of a country with decimal commas takes these for the ends of cells, too. */
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

    /** What is small enough to be made as one text. */
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

    public static String time(@Nullable Instant time) {
        return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A cell that no spreadsheet takes for a formula, also not after it has trimmed what does not show. */
    public static String disarmed(String cell) {
        // nearly all; whatever else it is, is looked at closely
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

    /** Also its wide, small and raised forms, which some spreadsheets read as the plain one. */
    private static boolean isFormulaStart(int character) {
        return FORMULA_STARTS.indexOf(Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC)
                        .codePointAt(0))
                >= 0;
    }
}
