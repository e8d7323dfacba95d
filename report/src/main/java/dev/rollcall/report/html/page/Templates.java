// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import dev.rollcall.report.ReportOutput;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateHTMLOutputModel;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders a page from its template and its record. */
public final class Templates {

    /** One for all reports of a process, because parsing the templates takes longer than rendering a small fleet. */
    private static final Configuration CONFIGURATION = TemplateConfiguration.create();

    private final Assets assets;
    private final String version;

    public Templates(Assets assets, String version) {
        this.assets = assets;
        this.version = Words.visible(version);
    }

    /** The frame of a page that links to no other nights. */
    public PageFrame frame(String title, String section, Links links) {
        return frame(title, section, links, null, null);
    }

    /** The frame of a page of a night, at a place in its report. */
    public PageFrame frame(String title, String section, Night night, Links place) {
        return frame(
                title + " as of " + Words.minute(night.snapshot().asOf()) + " UTC",
                section,
                night.linksFrom(place),
                night.links(),
                night.staleWarning());
    }

    private PageFrame frame(
            String title, String section, Links links, @Nullable NightsView nights, @Nullable String staleWarning) {
        return new PageFrame(
                title, section, links, nights, staleWarning, PageFrame.Files.of(assets, links.root()), version);
    }

    /** The assets as markup for embedding. */
    public EmbeddedAssets embedded() {
        return new EmbeddedAssets(
                markup(assets.stylesheet()),
                markup(assets.dark()),
                assets.stylesheet().policy() + " " + assets.dark().policy(),
                markup(assets.scheme()),
                markup(assets.script()),
                assets.scheme().policy() + " " + assets.script().policy());
    }

    private static TemplateHTMLOutputModel markup(Asset asset) {
        try {
            return HTMLOutputFormat.INSTANCE.fromMarkup(asset.text());
        } catch (TemplateModelException e) {
            throw new IllegalStateException("Markup needs no escaping", e);
        }
    }

    public void write(String template, Object page, ReportOutput output, String path) throws IOException {
        try (Writer out = output.createFile(path)) {
            CONFIGURATION.getTemplate(template).process(Map.of("page", page), out);
        } catch (TemplateException e) {
            throw new RollcallException(
                    ErrorName.UNEXPECTED, "The page " + path + " can't be made: " + FailureText.of(e) + ".", e);
        }
    }

    /** The texts of the stylesheets and scripts, and the hashes by which a policy allows them. */
    public record EmbeddedAssets(
            TemplateHTMLOutputModel style,
            TemplateHTMLOutputModel dark,
            String stylePolicy,
            TemplateHTMLOutputModel scheme,
            TemplateHTMLOutputModel script,
            String scriptPolicy) {}
}
