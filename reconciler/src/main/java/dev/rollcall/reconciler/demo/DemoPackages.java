// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is inside of the closures of a role: packages that all machines have, whose versions follow from the nixpkgs of the flake, and
 * a few of the role's own, which its commits change as well.
 */
final class DemoPackages {

    private static final List<String> OF_ALL = List.of(
            "linux-6.18",
            "glibc-2.42",
            "systemd-258",
            "openssl-3.6",
            "openssh-10.2",
            "bash-5.3",
            "coreutils-9.8",
            "curl-8.17",
            "git-2.52",
            "gnupg-2.4",
            "nix-2.32",
            "perl-5.42",
            "python3-3.13",
            "sqlite-3.50",
            "sudo-1.9",
            "util-linux-2.41",
            "vim-9.1",
            "zlib-1.3");

    private static final Map<String, List<String>> OF_ROLE = Map.of(
            "web", List.of("nginx-1.28", "lego-4.29"),
            "db", List.of("postgresql-17", "pgbackrest-2.57"),
            "build", List.of("gcc-14.3", "hydra-2025.11"),
            "mail", List.of("postfix-3.10", "dovecot-2.4", "rspamd-3.14"),
            "cache", List.of("varnish-7.7", "redis-8.2"),
            "monitor", List.of("prometheus-3.7", "grafana-12.2"),
            "desktop", List.of("firefox-145.0", "gnome-shell-49", "libreoffice-25.8"),
            "edge", List.of("mosquitto-2.0", "chrony-4.8"));

    private DemoPackages() {}

    /** The names of the store paths of a closure: each package, and some more outputs of it. */
    static List<String> of(String role, int nixpkgs, int version) {
        List<String> names = new ArrayList<>(List.of("etc", "system-units"));
        for (String name : OF_ALL) {
            names.add(name + "." + updates(name, nixpkgs));
        }
        names.add("openssl-3.6." + updates("openssl-3.6", nixpkgs) + "-bin");
        for (String name : OF_ROLE.getOrDefault(role, List.of())) {
            names.add(name + "." + updates(name, version));
        }
        return names;
    }

    /** How often a package was updated up to a version of what it is part of: once in three or four, each at its own times. */
    private static int updates(String name, int version) {
        int every = 3 + Math.floorMod(name.hashCode(), 2);
        return 1 + (version + Math.floorMod(name.hashCode(), every)) / every;
    }
}
