// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForgeTest {

    private static final String OLD = "a".repeat(40);
    private static final String NEW = "b".repeat(40);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // git URLs
                "https://github.com/owner/repo                       | github+https://github.com/owner/repo",
                "https://github.com/owner/repo.git                   | github+https://github.com/owner/repo",
                "https://github.com/owner/repo.git/                  | github+https://github.com/owner/repo",
                "https://github.com/owner/repo/tree/main             | github+https://github.com/owner/repo",
                "HTTPS://www.GitHub.com/Owner/Repo                   | github+https://github.com/Owner/Repo",
                "https://github.com:443/owner/repo                   | github+https://github.com/owner/repo",
                "git@github.com:owner/repo.git                       | github+https://github.com/owner/repo",
                "github.com:owner/repo                               | github+https://github.com/owner/repo",
                "git@github.com:/owner/repo.git                      | github+https://github.com/owner/repo",
                "ssh://git@github.com/owner/repo.git                 | github+https://github.com/owner/repo",
                "ssh://git@ssh.github.com:443/owner/repo.git         | github+https://github.com/owner/repo",
                "git://github.com/owner/repo.git                     | github+https://github.com/owner/repo",
                "https://codeberg.org/owner/repo.git                 | gitea+https://codeberg.org/owner/repo",
                "https://codeberg.org/owner/repo/src/branch/main     | gitea+https://codeberg.org/owner/repo",
                "https://gitlab.com/group/sub/repo.git               | gitlab+https://gitlab.com/group/sub/repo",
                "https://gitlab.com/group/repo/-/tree/main           | gitlab+https://gitlab.com/group/repo",
                "https://git.sr.ht/~owner/repo                       | sourcehut+https://git.sr.ht/~owner/repo",
                "https://git.sr.ht/%7Eowner/repo                     | sourcehut+https://git.sr.ht/~owner/repo",
                "git@git.sr.ht:~owner/repo                           | sourcehut+https://git.sr.ht/~owner/repo",
                "https://git.kernel.org/pub/scm/x/linux.git          | cgit+https://git.kernel.org/pub/scm/x/linux.git",
                "git://git.kernel.org/pub/scm/x/linux.git            | cgit+https://git.kernel.org/pub/scm/x/linux.git",
                // Nix flake references
                "github:owner/repo                                   | github+https://github.com/owner/repo",
                "github:owner/repo/release-1?dir=nix                 | github+https://github.com/owner/repo",
                "github:owner/repo?host=github.example.org           | github+https://github.example.org/owner/repo",
                "github:owner/repo?dir=x&host=code.example.org       | github+https://code.example.org/owner/repo",
                "gitlab:group%2Fsub/repo                             | gitlab+https://gitlab.com/group/sub/repo",
                "gitlab:owner/repo?host=code.example.org#web         | gitlab+https://code.example.org/owner/repo",
                "sourcehut:~owner/repo                               | sourcehut+https://git.sr.ht/~owner/repo",
                "git+https://github.com/owner/repo?ref=main&rev=1    | github+https://github.com/owner/repo",
                "git+ssh://git@gitlab.com/owner/repo.git#x           | gitlab+https://gitlab.com/owner/repo",
                // self-hosted forges
                "https://gitlab.example.org/infra/repo.git           | gitlab+https://gitlab.example.org/infra/repo",
                "https://gitlab.example.org:8443/tools/infra/repo    | gitlab+https://gitlab.example.org:8443/tools/infra/repo",
                "http://gitea.lan:3000/owner/repo.git                | gitea+http://gitea.lan:3000/owner/repo",
                "http://gitea.lan:80/owner/repo.git                  | gitea+http://gitea.lan/owner/repo",
                "ssh://forgejo@forgejo.example.org:2222/owner/repo   | gitea+https://forgejo.example.org/owner/repo",
                "https://forgejo.example.org/code/owner/repo         | gitea+https://forgejo.example.org/code/owner/repo",
                "https://cgit.example.org/repo.git                   | cgit+https://cgit.example.org/repo.git",
                "https://example.org/cgit/repo.git                   | cgit+https://example.org/cgit/repo.git",
                "https://example.org/cgit/cgit.cgi/repo              | cgit+https://example.org/cgit/cgit.cgi/repo",
                "gitlab+https://git.example.org/owner/repo           | gitlab+https://git.example.org/owner/repo",
                // credentials are dropped
                "https://user:ghp_secret@github.com/owner/repo.git   | github+https://github.com/owner/repo",
                "https://ghp_secret@github.com/owner/repo            | github+https://github.com/owner/repo",
                "https://user:s@cret:1@gitlab.com/owner/repo         | gitlab+https://gitlab.com/owner/repo",
                "https://github.com/owner/repo?access_token=secret   | github+https://github.com/owner/repo",
                "git+https://oauth2:secret@gitlab.example.org/a/b    | gitlab+https://gitlab.example.org/a/b",
                "ssh://git:secret@gitea.example.org/owner/repo       | gitea+https://gitea.example.org/owner/repo",
            })
    void should_find_the_page_of_a_repository_when_its_url_identifies_the_forge(String url, String forge) {
        assertThat(Forge.of(url)).map(Forge::toString).hasValue(forge);
        assertThat(Forge.of(forge)).isEqualTo(Forge.of(url));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "https://example.org/owner/repo",
                "https://git.example.org/owner/repo.git",
                "git@git.example.org:owner/repo.git",
                "https://notgithub.com/owner/repo",
                "https://gist.github.com/0123456789abcdef",
                "https://github.com",
                "https://github.com/owner",
                "github:owner",
                "github:/repo",
                "file:///srv/git/github.com/owner/repo",
                "/srv/git/gitlab.example.org/repo",
                "path:/etc/nixos",
                "./infra",
                "nixpkgs",
                "C:\\infra",
                "hg+https://gitlab.example.org/owner/repo",
                "ftp://gitlab.example.org/owner/repo",
                "javascript://github.com/owner/repo",
                "git@cgit.example.org:repo.git",
                "ssh://git@git.kernel.org/pub/scm/x/linux.git",
                // a password with a slash, whose end is ambiguous
                "https://user:se/cret@github.com/owner/repo",
                "user:secret@github.com:owner/repo",
                "https://gitlab.user:1/secret@github.com/owner/repo",
                // text that would need escaping
                "https://github.com/owner/../repo",
                "https://github.com//repo",
                "https://github.com/owner/re po",
                "https://github.com/owner/\"><script>",
                "https://gitlab.example.org\\@evil.example.org/owner/repo",
                "https://gitlab.\u0435xample.org/owner/repo",
                "https://[::1]/owner/repo",
                "https://gitlab.example.org:99999999/owner/repo",
                "github:owner/repo?host=evil.example.org/\"onclick",
            })
    void should_find_no_page_when_the_url_identifies_no_forge(@Nullable String url) {
        assertThat(Forge.of(url)).isEmpty();
    }

    @Test
    void should_find_no_page_when_the_url_is_endless() {
        assertThat(Forge.of("https://github.com/owner/" + "r".repeat(1000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "github:o/r                   | https://github.com/o/r/commit/NEW           | https://github.com/o/r/compare/OLD...NEW",
                "gitlab:o/r                   | https://gitlab.com/o/r/-/commit/NEW         | https://gitlab.com/o/r/-/compare/OLD...NEW",
                "https://codeberg.org/o/r     | https://codeberg.org/o/r/commit/NEW         | https://codeberg.org/o/r/compare/OLD...NEW",
                "sourcehut:~o/r               | https://git.sr.ht/~o/r/commit/NEW           | https://git.sr.ht/~o/r/log/NEW",
                "https://cgit.example.org/r/  | https://cgit.example.org/r/commit/?id=NEW   | https://cgit.example.org/r/log/?qt=range&q=OLD..NEW",
            })
    void should_link_to_a_commit_and_to_a_comparison_for_each_kind(String url, String commit, String comparison) {
        Forge forge = Forge.of(url).orElseThrow();

        assertThat(forge.commit(NEW)).isEqualTo(commit.replace("NEW", NEW));
        assertThat(forge.comparison(OLD, NEW))
                .isEqualTo(comparison.replace("OLD", OLD).replace("NEW", NEW));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "main", "abc", "../../login", "ABCDEF0123", "0123456789\"onclick"})
    void should_not_link_when_a_commit_is_not_a_hash(@Nullable String commit) {
        Forge forge = Forge.of("github:o/r").orElseThrow();

        assertThat(forge.commit(commit)).isNull();
        assertThat(forge.comparison(commit, NEW)).isNull();
        assertThat(forge.comparison(OLD, commit)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"github:o/r, github.com", "http://gitea.lan:3000/o/r, gitea.lan"})
    void should_name_the_host_without_its_port(String url, String host) {
        assertThat(Forge.of(url)).map(Forge::host).hasValue(host);
    }
}
