// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorePathTest {

    private static final String HASH = "c2caz4qpkjzzg6jl5ypf0k1hbbyvdyyx";

    @ParameterizedTest
    @CsvSource({
        "/nix/store/HASH-nixos-system-web-25.05,          /nix/store/HASH-nixos-system-web-25.05",
        "/nix/store/HASH-nixos-system-web-25.05/,         /nix/store/HASH-nixos-system-web-25.05",
        "/nix/store/HASH-nixos-system-web-25.05///,       /nix/store/HASH-nixos-system-web-25.05",
        "/nix/store/HASH-web.drv,                         /nix/store/HASH-web.drv",
        "/nix/store/x,                                    /nix/store/x",
        "/gnu/store/HASH-system/,                         /gnu/store/HASH-system",
        "/home/amy/.local/share/nix/root/nix/store/HASH-x, /home/amy/.local/share/nix/root/nix/store/HASH-x",
        "/HASH-x,                                         /HASH-x",
    })
    void should_take_the_path_without_a_slash_at_its_end_when_it_is_within_a_store(String value, String path)
            throws Exception {
        assertThat(StorePath.of("store_path", value.replace("HASH", HASH))).isEqualTo(path.replace("HASH", HASH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/run/current-system",
                "/run/current-system/",
                "/run/booted-system",
                "/nix/var/nix/profiles/system",
                "/nix/var/nix/profiles/system-42-link",
                "/nix/store",
                "/nix/store/",
                "/nix/store/..",
                "/nix/store/...",
                "/nix/store/*",
                "/nix/store/null",
                "/nix/store/null/",
                "/nix/store/.links",
                "/nix/store/../../run/current-system",
                "/nix/store/HASH-x/..",
                "/HASH",
                "/",
                "",
                "result",
                "./result",
                "/root/result",
                "nix/store/HASH-x",
                "HASH-x",
                "/home/amy/HASH",
            })
    void should_name_the_command_that_resolves_a_link_when_a_path_is_within_no_store(String value) {
        assertThatThrownBy(() -> StorePath.of("store_path", value.replace("HASH", HASH)))
                .isInstanceOf(BadLineException.class)
                .hasMessageContaining("expected a store path such as /nix/store/...; for a link, use the output of"
                        + " 'readlink -f'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/switch-to-configuration", "/etc/", "/HASH-y"})
    void should_name_what_is_too_much_when_a_path_is_inside_a_store_path(String rest) {
        String value = "/nix/store/" + HASH + "-x" + rest.replace("HASH", HASH);

        assertThatThrownBy(() -> StorePath.of("store_path", value))
                .isInstanceOf(BadLineException.class)
                .hasMessageContaining("is inside a store path; expected it without '"
                        + rest.replaceFirst("/$", "").replace("HASH", HASH) + "'");
    }
}
