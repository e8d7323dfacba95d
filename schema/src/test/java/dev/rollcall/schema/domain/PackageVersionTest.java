// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageVersionTest {

    @ParameterizedTest
    @CsvSource({
        "openssl-3.0.14, openssl, 3.0.14",
        "openssl-3.0.14-bin, openssl, 3.0.14",
        "openssl-3.0.14-man, openssl, 3.0.14",
        "gcc-13.3.0-lib, gcc, 13.3.0",
        "glibc-2.40-66, glibc, 2.40-66",
        "glibc-2.40-66-bin, glibc, 2.40-66",
        "glibc-2.40-66-lib32, glibc, 2.40-66",
        "linux-6.18.16-modules, linux, 6.18.16",
        "linux-6.18.16-modules-shrunk, linux, 6.18.16",
        "openssh-10.0p2, openssh, 10.0p2",
        "python3-3.12.11-env, python3, 3.12.11",
        "python3.12-requests-2.32.3, python3.12-requests, 2.32.3",
        "nix-2.8.0pre20220530_af23d38, nix, 2.8.0pre20220530_af23d38",
        "helix-0-unstable-2026-01-01, helix, 0-unstable-2026-01-01",
        "qemu-10.0-rc, qemu, 10.0-rc",
        "gtk+3-3.24.49, gtk+3, 3.24.49"
    })
    void should_be_one_package_when_a_store_path_is_an_output_of_it(String storeName, String name, String version) {
        assertThat(PackageVersion.ofStorePathName(storeName)).contains(new PackageVersion(name, version));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "etc",
                "system-units",
                "etc-os-release",
                "nixos-manual-html",
                "X-Restart-Triggers-php-8",
                "unit-user-1000.slice",
                "unit--.slice",
                "initrd-linux-6.18.16",
                "nixos-system-web-25.11.20260101.0123456",
                "dbus-1",
                "mpv-r123",
                "trailing-"
            })
    void should_be_no_package_when_a_store_path_is_part_of_the_configuration(String storeName) {
        assertThat(PackageVersion.ofStorePathName(storeName)).isEmpty();
    }
}
