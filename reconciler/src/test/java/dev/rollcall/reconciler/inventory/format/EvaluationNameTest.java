// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "web                                                      | x86_64-linux  | web",
                "hydraJobs.web.x86_64-linux                               | x86_64-linux  | web",
                "hydraJobs.web.x86_64-linux                               |               | web",
                "hydraJobs.x86_64-linux.web                               | x86_64-linux  | web",
                "hosts.pi.armv7l-linux                                    |               | pi",
                "hosts.mac.aarch64-darwin                                 |               | mac",
                // a system other than the line's own is an ordinary name
                "hosts.x86_64-linux                                       | aarch64-linux | x86_64-linux",
                // an unknown system, but the line has it
                "hosts.web.tiny-os                                        | tiny-os       | web",
                "hosts.web-prod                                           |               | web-prod",
                "hosts.web-linux                                          |               | web-linux",
                "hosts.x86_64-linux-1                                     |               | x86_64-linux-1",
                "nixosConfigurations.web.config.system.build.toplevel     | x86_64-linux  | web",
                "nixosConfigurations.\"web.example.org\".config.system.build.toplevel | | web.example.org",
                "nixosConfigurations.toplevel.config.system.build.toplevel | x86_64-linux | toplevel",
                "nixosConfigurations.config.config.system.build.toplevel  |               | config",
                "hosts.web.system.build.toplevel                          |               | web",
                "hosts.web.build.toplevel                                 |               | web",
                "hosts.web.toplevel                                       |               | web",
                "hosts.web.build                                          |               | build",
                "hosts.web.config.system.build                            |               | build",
                "hosts.web.config.system.build.toplevel.x86_64-linux      | x86_64-linux  | web",
                "hosts.web.x86_64-linux.toplevel                          |               | web",
                "hosts.web.x86_64-linux.config.system.build.toplevel.x86_64-linux |       | web",
                "build.config.system.build.toplevel                       |               | build",
                // a name always remains
                "x86_64-linux                                             | x86_64-linux  | x86_64-linux",
                "toplevel                                                 |               | toplevel",
                "build.toplevel                                           |               | build",
                "config.system.build.toplevel                             |               | config",
                "x86_64-linux.toplevel                                    |               | x86_64-linux",
            })
    void should_skip_trailing_elements_that_do_not_name_a_host(String attr, String system, String name)
            throws BadLineException {
        assertThat(EvaluationName.of(AttributePath.parse(attr), system)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"1, a", "2, b", "3, x86_64-linux", "-1, x86_64-linux", "-2, b", "-3, a"})
    void should_count_from_either_end_when_an_element_is_chosen(int number, String name) throws BadLineException {
        assertThat(EvaluationName.at(AttributePath.parse("a.b.x86_64-linux"), number))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"4", "-4", "2147483647", "-2147483648"})
    void should_refuse_a_path_that_has_no_such_element(int number) {
        assertThatThrownBy(() -> EvaluationName.at(AttributePath.parse("a.b.c"), number))
                .isInstanceOf(BadLineException.class)
                .hasMessage("has the attribute path a.b.c of 3 elements, but --host-from is " + number);
    }
}
