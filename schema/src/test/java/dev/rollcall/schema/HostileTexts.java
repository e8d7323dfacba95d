// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import java.util.List;

/**
 * Texts that an inventory may contain and that every output must handle. The tests of every output use all of them: add
 * a new output to the tests that use this list, and a new attack to the list.
 */
public final class HostileTexts {

    /** Texts that PostgreSQL can store. */
    public static final List<String> STORABLE = List.of(
            // HTML, attributes, scripts, templates
            "\"'><script>window.pwned=1;alert(1)</script>",
            "</script></style></title></textarea><svg onload=window.pwned=1>",
            "<img src=http://x.invalid/ onerror=window.pwned=1>",
            "javascript:window.pwned=1",
            "&amp;&#60;script&#62;&nbsp;",
            "${7*7}<#stop><#assign x=1>[=7*7]#{7*7}",
            "]]><!--<?xml version='1.0'?><!ENTITY x SYSTEM 'file:///etc/passwd'>--><![CDATA[",
            // spreadsheets
            "=HYPERLINK(\"http://x.invalid\",\"click\")",
            "+1+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(1+1)",
            "\t=1+1",
            "\uff1d1+1",
            "\u00a0 \u0001=1+1",
            "web;=1+1",
            "a,\"b\";c\r\n=1+1",
            // Markdown, mentions, links, tables
            "[x](http://x.invalid) ![y](http://x.invalid/y.png) @everyone #1 `code` **bold** | cell | <b>",
            "# heading\n- item\n| a | b |\n|---|---|",
            "GH-12 OPS-7 077ce82f077ce82f077ce82f077ce82f077ce82f ops@-x.invalid",
            // terminals
            "\u001b[2J\u001b[31mred\u001b]8;;http://x.invalid\u0007link\u001b]8;;\u0007\u001b]0;title\u0007",
            "\u009b31m\u0008\u0008\rover",
            // bidi, invisible, confusable, combining, wide
            "\u202egpj.exe\u202c\u2066\u2067\u2069\u200f",
            "a\u200b\u200c\u200d\ufeff\u2060\u00adb",
            "\u2028\u2029\u0085",
            "e\u0301".repeat(40),
            "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 \uff37\uff29\uff24\uff25",
            // metrics and JSON
            "x\"} 1\n# HELP evil evil\nevil{a=\"\\\"} 1",
            "\\u0000\\x00\\\"\\n{}[]",
            // file names
            "../../../../tmp/pwned",
            "..\\..\\pwned",
            "/etc/passwd",
            "CON",
            "aux.html",
            "NUL.",
            "Web",
            "web",
            "WEB ",
            ".",
            "..",
            "-rf",
            "a".repeat(300),
            // SQL and shells
            "'; drop table history.snapshots; --",
            "$(touch /tmp/pwned) `touch /tmp/pwned` ; | & > <",
            "%s%n%x{0}",
            "null",
            " ");

    /** Text that Java or JSON can contain but PostgreSQL can't store. */
    public static final List<String> UNSTORABLE = List.of("a\0b", "\ud800", "a\udfffb", "\udc00\ud800");

    private HostileTexts() {}
}
