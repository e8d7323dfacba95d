// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

import dev.rollcall.reconciler.demo.DemoHost.Habit;
import dev.rollcall.reconciler.demo.DemoHost.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Generates the machines: servers, workstations and small edge devices, each group in its own flake. */
final class DemoFleet {

    private static final List<String> SERVER_ROLES = List.of("web", "db", "build", "mail", "cache", "monitor");
    private static final List<String> STARS = List.of(
            "altair",
            "bellatrix",
            "capella",
            "deneb",
            "electra",
            "fomalhaut",
            "gacrux",
            "hadar",
            "izar",
            "jabbah",
            "kochab",
            "lesath",
            "mizar",
            "nihal",
            "okab",
            "polaris",
            "rigel",
            "sirius",
            "thuban",
            "vega");
    private static final List<String> SITES = List.of("oslo", "turin", "porto", "lyon");

    private static final int IN_SERVERS = 5;
    private static final int IN_WORKSTATIONS = 8;
    private static final int OF = 10;

    private DemoFleet() {}

    /** At least 8 machines, so that every part of the story has one. */
    static List<DemoHost> of(int systems) {
        List<DemoHost> hosts = new ArrayList<>();
        int[] numbers = new int[3];
        for (int i = 0; i < systems; i++) {
            int group = i % OF < IN_SERVERS ? 0 : i % OF < IN_WORKSTATIONS ? 1 : 2;
            int number = numbers[group]++;
            hosts.add(
                    switch (group) {
                        case 0 -> server(number);
                        case 1 -> workstation(number);
                        default -> edge(number);
                    });
        }
        return cast(hosts);
    }

    private static DemoHost server(int number) {
        String role = SERVER_ROLES.get(number % SERVER_ROLES.size());
        String hostname = String.format(Locale.ROOT, "%s-%02d", role, number / SERVER_ROLES.size() + 1);
        return new DemoHost(hostname, "servers", "production", role, Habit.AUTOMATIC, Part.NOTHING);
    }

    private static DemoHost workstation(int number) {
        String star = STARS.get(number % STARS.size());
        String hostname = number < STARS.size() ? star : star + "-" + (number / STARS.size() + 1);
        return new DemoHost(hostname, "workstations", "office", "desktop", Habit.DAILY, Part.NOTHING);
    }

    private static DemoHost edge(int number) {
        String site = SITES.get(number % SITES.size());
        String hostname = String.format(Locale.ROOT, "edge-%s-%02d", site, number / SITES.size() + 1);
        // the site of the stuck group, whose deployments stop one day
        Part part = site.equals("turin") ? Part.STUCK : Part.NOTHING;
        return new DemoHost(hostname, "edge", "sites", "edge", Habit.WEEKLY, part);
    }

    /** Assigns the other parts to the last machines of their kind, if there are enough. */
    private static List<DemoHost> cast(List<DemoHost> hosts) {
        List<DemoHost> cast = new ArrayList<>(hosts);
        give(cast, "workstations", Part.SILENT);
        give(cast, "workstations", Part.NEWCOMER);
        give(cast, "workstations", Part.NEWCOMER);
        give(cast, "servers", Part.LEAVER);
        give(cast, "servers", Part.REBUILT_BY_HAND);
        give(cast, "servers", Part.NEWCOMER);
        give(cast, "servers", Part.SET_BACK);
        give(cast, "edge", Part.NEVER_INSTALLED);
        give(cast, "servers", Part.NOT_RESTARTED);
        return cast;
    }

    private static void give(List<DemoHost> hosts, String flake, Part part) {
        for (int i = hosts.size() - 1; i > 0; i--) {
            if (hosts.get(i).flake().equals(flake) && hosts.get(i).part() == Part.NOTHING) {
                hosts.set(i, hosts.get(i).with(part));
                return;
            }
        }
    }
}
