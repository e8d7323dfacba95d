// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.job.RunRequest;
import dev.rollcall.schema.domain.Matching;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** As of when and how systems are assessed. */
public final class AssessmentOptions {

    @Mixin
    private final AsOfOption asOf = new AsOfOption();

    @Option(
            names = "--matching",
            paramLabel = "evidence|name",
            defaultValue = "evidence",
            description =
                    "How to find the commit that a system runs: by evidence (what it reports) or by name (its newest evaluation; the original rule) (default: ${DEFAULT-VALUE}).")
    private Matching matching = Matching.EVIDENCE;

    @Option(
            names = "--silent-after",
            paramLabel = "DURATION",
            defaultValue = "4h",
            converter = DurationConverter.class,
            description =
                    "Mark a system silent if its last heartbeat is older than this, such as 90m, 4h or 2d (default: ${DEFAULT-VALUE}).")
    private Duration silentAfter = RunRequest.DEFAULT_SILENT_AFTER;

    public Instant asOf(Environment environment) {
        return asOf.asOf(environment);
    }

    /** Whether an instant was asked for. */
    public boolean isOfThePast() {
        return asOf.isGiven();
    }

    public Matching matching() {
        return matching;
    }

    public Duration silentAfter() {
        return silentAfter;
    }

    /** An ISO 8601 time with its offset. */
    public static final class InstantConverter implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String value) {
            try {
                return OffsetDateTime.parse(value).toInstant().truncatedTo(ChronoUnit.SECONDS);
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + value + "' is no time such as 2026-11-23T02:00:00Z");
            }
        }
    }

    /** A number with a unit: s, m, h, d. */
    public static final class DurationConverter implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");

        @Override
        public Duration convert(String value) {
            Matcher form = FORM.matcher(value);
            if (!form.matches()) {
                throw new TypeConversionException("'" + value + "' is no length of time such as 90m, 4h or 2d");
            }
            long number = Long.parseLong(form.group(1));
            return switch (form.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
    }
}
