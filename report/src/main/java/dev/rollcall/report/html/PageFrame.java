// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

/**
 * What is around every page: its title, the section that the navigation marks, the way up to the archive ({@code ""} or
 * {@code "../"}), the stylesheet and the version.
 */
public record PageFrame(String title, String section, String root, String stylesheet, String version) {}
