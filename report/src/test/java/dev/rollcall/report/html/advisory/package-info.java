@NullMarked
package dev.rollcall.report.html.advisory;

import org.jspecify.annotations.NullMarked;
