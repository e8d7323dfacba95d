// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The web pages of a repository's commits. Derived from a git or Nix URL by a known host, a host that begins with the
 * name of a forge, or an explicit form. The rest of the URL (user, password, token, query) is dropped, and the result
 * needs no escaping.
 *
 * @param address the page of the repository, without a trailing slash
 */
public record Forge(Kind kind, String address) {

    private static final int MAX_LENGTH = 1000;

    private static final Pattern REFERENCE =
            Pattern.compile("(github|gitlab|sourcehut):([^?#:]+)(?:\\?([^#]*))?(?:#.*)?");
    private static final Pattern URL = Pattern.compile(
            "(?:(github|gitlab|gitea|sourcehut|cgit|git)\\+)?(https?|ssh|git)://(?:[^/?#]*@)?([^/?#:@]+)(?::(\\d{0,5}))?/([^?#]*)(?:[?#].*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SCP = Pattern.compile("(?:[^/?#:]*@)?([^/?#:@]+):/?([^?#:]*)(?:[?#].*)?");
    private static final Pattern HOST = Pattern.compile("[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?");
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~+-]+");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{7,64}");

    private static final Map<String, String> HOSTS_OF_SSH =
            Map.of("ssh.github.com", "github.com", "altssh.gitlab.com", "gitlab.com");
    private static final Map<String, Kind> KNOWN = Map.of(
            "github.com", Kind.GITHUB,
            "gitlab.com", Kind.GITLAB,
            "codeberg.org", Kind.GITEA,
            "gitea.com", Kind.GITEA,
            "git.sr.ht", Kind.SOURCEHUT,
            "git.kernel.org", Kind.CGIT);
    private static final Map<String, Kind> BEGINNINGS = Map.of(
            "github.", Kind.GITHUB,
            "gitlab.", Kind.GITLAB,
            "gitea.", Kind.GITEA,
            "forgejo.", Kind.GITEA,
            "git.sr.ht.", Kind.SOURCEHUT,
            "cgit.", Kind.CGIT);
    private static final Set<String> FOLDERS_OF_CGIT = Set.of("cgit", "cgit.cgi");

    /** Forges with the same URL scheme. */
    public enum Kind {
        GITHUB("/commit/%s", "/compare/%s...%s"),
        GITLAB("/-/commit/%s", "/-/compare/%s...%s"),
        /** Forgejo, too. */
        GITEA("/commit/%s", "/compare/%s...%s"),
        /** It has no comparison: the log begins with the commits that a comparison would show. */
        SOURCEHUT("/commit/%s", "/log/%2$s"),
        CGIT("/commit/?id=%s", "/log/?qt=range&q=%s..%s");

        private final String commit;
        private final String comparison;

        Kind(String commit, String comparison) {
            this.commit = commit;
            this.comparison = comparison;
        }
    }

    /**
     * The forge of a repository; empty if its URL does not identify one. Also parses the result of {@link #toString}.
     */
    public static Optional<Forge> of(@Nullable String repository) {
        String url = repository == null ? "" : repository.strip();
        if (url.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher reference = REFERENCE.matcher(url);
        if (reference.matches()) {
            return ofReference(Kind.valueOf(reference.group(1).toUpperCase(Locale.ROOT)), reference);
        }
        Matcher address = URL.matcher(url);
        if (address.matches()) {
            return ofUrl(address);
        }
        Matcher scp = SCP.matcher(url);
        return scp.matches()
                ? ofPath(null, "https", scp.group(1), "", scp.group(2)).filter(Forge::isBySsh)
                : Optional.empty();
    }

    /** A flake reference of Nix: {@code github:owner/repository/revision?host=}. */
    private static Optional<Forge> ofReference(Kind kind, Matcher reference) {
        List<String> parts = List.of(reference.group(2).split("/", -1));
        if (parts.size() < 2) {
            return Optional.empty();
        }
        String host = Arrays.stream((reference.group(3) == null ? "" : reference.group(3)).split("&", -1))
                .filter(parameter -> parameter.startsWith("host="))
                .map(parameter -> parameter.substring("host=".length()))
                .findFirst()
                .orElse(
                        switch (kind) {
                            case GITLAB -> "gitlab.com";
                            case SOURCEHUT -> "git.sr.ht";
                            default -> "github.com";
                        });
        // a subgroup of GitLab
        String owner = parts.get(0).replaceAll("(?i)%2f", "/");
        return ofPath(kind, "https", host, "", owner + "/" + parts.get(1));
    }

    private static Optional<Forge> ofUrl(Matcher url) {
        String prefix = url.group(1) == null ? "git" : url.group(1).toUpperCase(Locale.ROOT);
        String scheme = url.group(2).toLowerCase(Locale.ROOT);
        boolean isOfWeb = scheme.startsWith("http");
        String port = url.group(4) == null ? "" : url.group(4);
        boolean isUsual = port.isEmpty() || port.equals(scheme.equals("https") ? "443" : "80");
        return ofPath(
                        prefix.equalsIgnoreCase("git") ? null : Kind.valueOf(prefix),
                        isOfWeb ? scheme : "https",
                        url.group(3),
                        // the port of ssh is not that of the web pages
                        isOfWeb && !isUsual ? ":" + port : "",
                        url.group(5))
                .filter(forge -> !scheme.equals("ssh") || forge.isBySsh());
    }

    /** Whether the ssh path equals that of the web pages. */
    private boolean isBySsh() {
        return kind != Kind.CGIT;
    }

    private static Optional<Forge> ofPath(
            @Nullable Kind prefix, String scheme, String asked, String port, String pathOfUrl) {
        String lower = asked.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
        String host = HOSTS_OF_SSH.getOrDefault(lower, lower);
        List<String> path = List.of(
                pathOfUrl.replaceAll("(?i)%7e", "~").replaceFirst("/+$", "").split("/", -1));
        Kind kind = prefix == null ? kindOf(host, path) : prefix;
        if (kind == null
                || !HOST.matcher(host).matches()
                || path.size() < (kind == Kind.CGIT ? 1 : 2)
                || !path.stream().allMatch(Forge::isPlain)) {
            return Optional.empty();
        }
        return Optional.of(new Forge(kind, scheme + "://" + host + port + "/" + repository(kind, host, path)));
    }

    private static @Nullable Kind kindOf(String host, List<String> path) {
        if (path.stream().anyMatch(FOLDERS_OF_CGIT::contains)) {
            return Kind.CGIT;
        }
        return KNOWN.containsKey(host)
                ? KNOWN.get(host)
                : BEGINNINGS.entrySet().stream()
                        .filter(beginning -> host.startsWith(beginning.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
    }

    private static boolean isPlain(String segment) {
        return SEGMENT.matcher(segment).matches() && !segment.equals(".") && !segment.equals("..");
    }

    /** The path of the repository, without a path inside it if that can be recognised. */
    private static String repository(Kind kind, String host, List<String> path) {
        boolean isOwnerAndName = KNOWN.containsKey(host) && (kind == Kind.GITHUB || kind == Kind.GITEA);
        String repository = path.stream()
                .limit(isOwnerAndName ? 2 : path.size())
                .takeWhile(segment -> kind != Kind.GITLAB || !segment.equals("-"))
                .collect(Collectors.joining("/"));
        // the pages of cgit use the name unchanged
        return kind == Kind.CGIT ? repository : repository.replaceFirst("\\.git$", "");
    }

    /** The page of a commit; null if it is not a hash. */
    public @Nullable String commit(@Nullable String hash) {
        return isHash(hash) ? address + String.format(Locale.ROOT, kind.commit, hash) : null;
    }

    /** The page of the commits after one up to another; null if either is not a hash. */
    public @Nullable String comparison(@Nullable String from, @Nullable String to) {
        return isHash(from) && isHash(to) ? address + String.format(Locale.ROOT, kind.comparison, from, to) : null;
    }

    public String host() {
        return address.replaceFirst("^https?://", "").replaceFirst("[:/].*", "");
    }

    private static boolean isHash(@Nullable String hash) {
        return hash != null && HASH.matcher(hash).matches();
    }

    /** As stored in the history: the kind and the address. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + "+" + address;
    }
}
