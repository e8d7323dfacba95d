// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class the machine's Chromium, or skips it; register it as a static field. The classes of a JVM share one
 * browser with separate contexts, which ends with the JVM.
 */
final class Chromium implements BeforeAllCallback {

    private static final String VARIABLE = "ROLLCALL_CHROMIUM";
    private static final List<String> USUAL_PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-sync",
            "--no-first-run",
            "--no-pings");

    private static @Nullable Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<Path> executable = executable();
        Assumptions.assumeTrue(
                executable.isPresent(),
                "No Chromium at " + USUAL_PLACES + ", so the browser tests are skipped; set " + VARIABLE
                        + " to the path of one.");
        if (browser == null) {
            browser = launch(executable.orElseThrow());
        }
    }

    private static Browser launch(Path executable) {
        return Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
    }

    /** A context without a network. */
    BrowserContext offline(Browser.NewContextOptions options) {
        return online(options.setOffline(true));
    }

    /** A context that can also reach this machine's ports. */
    BrowserContext online(Browser.NewContextOptions options) {
        return Objects.requireNonNull(browser, "register the extension as a static field")
                .newContext(options);
    }

    private static Optional<Path> executable() {
        return Stream.concat(Stream.ofNullable(System.getenv(VARIABLE)), USUAL_PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
