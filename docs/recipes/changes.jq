# SPDX-License-Identifier: Apache-2.0
# Formats the JSON that rollcall passes to the command of --on-change as a few lines of plain text. Names come from the
# inventory and are not trusted: they must not end a line or hide text.
def plain: gsub("[\\p{C}\\p{Zl}\\p{Zp}]"; "?");
def side: if . == null then "-" else "\(.status) (\(.reason))" end;
def most: 20;

"\(.snapshot.systems) systems as of \(.snapshot.as_of): \(.snapshot.up_to_date) Up to Date, "
+ "\(.snapshot.outdated) Outdated, \(.snapshot.unknown_state) Unknown State, \(.snapshot.offline) Offline",
(if .snapshot.gate then "Gate: \(.snapshot.gate)" else empty end),
"Changes since \(.baseline.as_of): \(.changes | length)",
(.rollbacks[:most][] | "  \(.hostname | plain): went back from \(.from[:12] | plain) to \(.to[:12] | plain)"),
(.changes[:most][] | "  \(.hostname | plain): \(.before | side | plain) -> \(.now | side | plain)"),
(if (.changes | length) > most then "  and \((.changes | length) - most) more" else empty end)
