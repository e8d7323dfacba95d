// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.ReportException;
import dev.rollcall.report.ReportOutput;
import dev.rollcall.report.format.Words;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/** Writes a page from its template and its one record. */
public final class Templates {

    private final Configuration configuration = TemplateConfiguration.create();
    private final Stylesheet stylesheet;
    private final String version;

    public Templates(Stylesheet stylesheet, String version) {
        this.stylesheet = stylesheet;
        this.version = Words.visible(version);
    }

    /** The frame of a page that lies so many folders below the archive. */
    PageFrame frame(String title, String section, String root) {
        return new PageFrame(title, section, root, root + stylesheet.path(), version);
    }

    void write(String template, Object page, ReportOutput output, String path) throws IOException {
        try (Writer out = output.createFile(path)) {
            configuration.getTemplate(template).process(Map.of("page", page), out);
        } catch (TemplateException e) {
            throw new ReportException("The page " + path + " can't be made: " + e.getMessage(), e);
        }
    }
}
