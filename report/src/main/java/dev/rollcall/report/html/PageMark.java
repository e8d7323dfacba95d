// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.model.Finding;
import dev.rollcall.report.model.SystemRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page of a system says of itself in its head: the instant that it was written for, and a hash of its facts. */
public final class PageMark {

    private static final int HASH_LENGTH = 16;
    private static final Pattern MARK = Pattern.compile("<meta name=\"rollcall\" content=\"(\\S+ \\S+)\">");

    private PageMark() {}

    /** When a system was last seen is left out: every night knows another time. */
    static String of(Instant asOf, SystemRow row, List<Finding> findings) {
        String facts = String.join(
                "\0",
                List.of(
                        row.hostname(),
                        row.status().slug(),
                        row.reason(),
                        String.valueOf(row.silent()),
                        String.valueOf(row.flake()),
                        String.valueOf(row.environment()),
                        String.valueOf(row.owner()),
                        String.valueOf(row.alias()),
                        String.valueOf(row.basis()),
                        String.valueOf(row.storePath()),
                        String.valueOf(row.runningCommit()),
                        String.valueOf(row.evaluatedCommit()),
                        String.valueOf(row.newestCommit()),
                        String.valueOf(row.pinnedCommit()),
                        String.valueOf(row.evaluationError()),
                        String.valueOf(row.deployedAt()),
                        findings.toString()));
        return asOf + " " + hash(facts);
    }

    /** The mark in the text of a page, if it has one. */
    public static Optional<String> in(String page) {
        Matcher matcher = MARK.matcher(page);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Whether a page with the first mark need not be written with the second: it is of a later night, or says the same. */
    public static boolean isCurrent(String written, String now) {
        String[] old = written.split(" ", 2);
        String[] next = now.split(" ", 2);
        return Instant.parse(old[0]).isAfter(Instant.parse(next[0])) || old[1].equals(next[1]);
    }

    private static String hash(String facts) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(facts.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
