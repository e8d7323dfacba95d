// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Opens pages from disk and records what should not happen: messages, dialogs, errors, requests to other servers. */
final class Visit implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final List<String> incidents = new ArrayList<>();

    Visit(Chromium chromium, Browser.NewContextOptions options) {
        context = chromium.offline(options);
        page = context.newPage();
        page.onConsoleMessage(message -> incidents.add("console: " + message.text()));
        page.onPageError(error -> incidents.add("error: " + error));
        page.onDialog(dialog -> {
            incidents.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            if (!request.url().startsWith("file://")) {
                incidents.add("request: " + request.url());
            }
        });
        page.onRequestFailed(request -> incidents.add("failed: " + request.url()));
    }

    Page open(Path file) {
        page.navigate(file.toUri().toString());
        return page;
    }

    /** Opens every page below a folder. */
    void eachPage(Path folder, Consumer<Page> consumer) {
        pages(folder).forEach(file -> consumer.accept(open(file)));
    }

    void assertNothingHappened() {
        assertThat(incidents).isEmpty();
    }

    static List<Path> pages(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
