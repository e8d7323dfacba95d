// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.page;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.Version;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TimeZone;

/**
 * Configures FreeMarker: HTML is escaped by default, nothing depends on the machine, and templates can't access Java.
 */
final class TemplateConfiguration {

    private static final Version IMPROVEMENTS = Configuration.VERSION_2_3_34;

    private TemplateConfiguration() {}

    static Configuration create() {
        Configuration configuration = new Configuration(IMPROVEMENTS);
        configuration.setClassLoaderForTemplateLoading(
                TemplateConfiguration.class.getClassLoader(), "dev/rollcall/report/template");
        // they never change
        configuration.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setOutputEncoding(StandardCharsets.UTF_8.name());
        configuration.setLocale(Locale.ROOT);
        configuration.setLocalizedLookup(false);
        configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
        configuration.setNumberFormat("computer");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setFallbackOnNullLoopVariable(false);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setAPIBuiltinEnabled(false);
        return configuration;
    }
}
