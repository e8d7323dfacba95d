// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

/**
 * What is around every page: its title, the section that the navigation marks, the ways to other pages, the stylesheet,
 * the script and the version.
 */
public record PageFrame(String title, String section, Links links, String stylesheet, String script, String version) {}
