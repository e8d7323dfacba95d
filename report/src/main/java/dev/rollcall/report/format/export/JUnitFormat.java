// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.format.export.JUnitCase.Kind;
import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.report.format.syntax.XmlText;
import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.SnapshotReport;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.Status;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The systems as JUnit XML for GitHub, GitLab and Jenkins: a suite for the rules and exemptions of the gate, and one
 * for each flake. Outdated is a failure, Unknown State an error; Offline and exempt systems are skipped.
 */
public final class JUnitFormat implements SnapshotFormat {

    private static final String NO_FLAKE = "(no flake)";
    private static final int HOSTS_OF_RULE = 20;

    @Override
    public void write(SnapshotReport report, Systems systems, Writer out) throws IOException {
        JUnitCases cases = new JUnitCases(report);
        systems.forEach(cases);
        Map<String, List<JUnitCase>> suites = new LinkedHashMap<>();
        if (report.gate() != null) {
            suites.put("gate", rules(report.gate()));
        }
        cases.byFlake().forEach((flake, ofFlake) -> suites.put(flake == null ? NO_FLAKE : "flake " + flake, ofFlake));
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            write(xml, report, suites);
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(FailureText.of(e), e);
        }
        out.flush();
    }

    private static void write(XMLStreamWriter xml, SnapshotReport report, Map<String, List<JUnitCase>> suites)
            throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        newLine(xml, 0);
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", "rollcall");
        List<JUnitCase> all = suites.values().stream().flatMap(List::stream).toList();
        counts(xml, all);
        for (Map.Entry<String, List<JUnitCase>> suite : suites.entrySet()) {
            newLine(xml, 1);
            suite(xml, report, suite.getKey(), suite.getValue());
        }
        newLine(xml, 0);
        xml.writeEndElement();
        newLine(xml, 0);
        xml.writeEndDocument();
    }

    private static void suite(XMLStreamWriter xml, SnapshotReport report, String name, List<JUnitCase> cases)
            throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute(xml, "name", name);
        counts(xml, cases);
        // the schema's format has no zone; it is UTC
        String asOf = Json.time(report.snapshot().asOf());
        xml.writeAttribute("timestamp", asOf.substring(0, asOf.length() - 1));
        newLine(xml, 2);
        properties(xml, report);
        for (JUnitCase one : cases) {
            newLine(xml, 2);
            testcase(xml, name, one);
        }
        newLine(xml, 1);
        xml.writeEndElement();
    }

    /** The full counts of the snapshot, because not every system may have a case. */
    private static void properties(XMLStreamWriter xml, SnapshotReport report) throws XMLStreamException {
        xml.writeStartElement("properties");
        property(xml, "rollcall.snapshot", Long.toString(report.snapshot().id()));
        property(
                xml,
                "rollcall.systems",
                Integer.toString(report.snapshot().counts().systems()));
        for (Status status : Status.values()) {
            property(
                    xml,
                    "rollcall." + status.slug(),
                    Integer.toString(report.snapshot().counts().of(status)));
        }
        property(
                xml,
                "rollcall.exempt",
                Integer.toString(report.gate() == null ? 0 : report.gate().exemptSystems()));
        newLine(xml, 2);
        xml.writeEndElement();
    }

    private static void property(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        newLine(xml, 3);
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", value);
    }

    private static void testcase(XMLStreamWriter xml, String suite, JUnitCase one) throws XMLStreamException {
        if (one.kind() == Kind.PASSED) {
            xml.writeEmptyElement("testcase");
            nameAndTime(xml, suite, one);
            return;
        }
        xml.writeStartElement("testcase");
        nameAndTime(xml, suite, one);
        newLine(xml, 3);
        xml.writeStartElement(one.kind().element());
        attribute(xml, "message", one.message());
        attribute(xml, "type", one.type());
        // GitLab shows the text, Jenkins and GitHub the attribute
        xml.writeCharacters(XmlText.of(one.message()));
        for (String line : one.details()) {
            xml.writeCharacters("\n" + XmlText.of(line));
        }
        xml.writeEndElement();
        newLine(xml, 2);
        xml.writeEndElement();
    }

    private static void nameAndTime(XMLStreamWriter xml, String suite, JUnitCase one) throws XMLStreamException {
        attribute(xml, "classname", suite);
        attribute(xml, "name", one.name());
        xml.writeAttribute("time", "0");
    }

    private static void counts(XMLStreamWriter xml, List<JUnitCase> cases) throws XMLStreamException {
        xml.writeAttribute("tests", Integer.toString(cases.size()));
        xml.writeAttribute("failures", Long.toString(count(cases, Kind.FAILURE)));
        xml.writeAttribute("errors", Long.toString(count(cases, Kind.ERROR)));
        xml.writeAttribute("skipped", Long.toString(count(cases, Kind.SKIPPED)));
        xml.writeAttribute("time", "0");
    }

    private static long count(List<JUnitCase> cases, Kind kind) {
        return cases.stream().filter(one -> one.kind() == kind).count();
    }

    private static List<JUnitCase> rules(GateVerdict gate) {
        List<JUnitCase> cases = new ArrayList<>();
        for (GateRule rule : gate.rules()) {
            cases.add(rule(rule));
        }
        if (gate.outcome() == Outcome.UNDECIDABLE) {
            cases.add(new JUnitCase(
                    "the gate can decide",
                    Kind.ERROR,
                    gate.reason() == null ? "" : gate.reason(),
                    Outcome.UNDECIDABLE.code()));
        }
        for (GateExemption exemption : gate.exemptions()) {
            cases.add(new JUnitCase(
                    "exemption of " + exemption.subject(),
                    Kind.SKIPPED,
                    GateTable.sentence(exemption),
                    exemption.isExpired() ? "expired-exemption" : "exemption"));
        }
        return cases;
    }

    private static JUnitCase rule(GateRule rule) {
        String name = rule.rule() + ", " + rule.scope() + ": " + rule.threshold();
        String hosts = rule.brokenBy().limit(HOSTS_OF_RULE).joined();
        String message = "actual: " + rule.measured() + (hosts.isEmpty() ? "" : "; offenders: " + hosts);
        return switch (rule.outcome()) {
            case PASSED -> JUnitCase.passed(name);
            case FAILED -> new JUnitCase(name, Kind.FAILURE, message, rule.rule());
            case UNDECIDABLE -> new JUnitCase(name, Kind.ERROR, message, rule.rule());
        };
    }

    private static void attribute(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeAttribute(name, XmlText.of(text));
    }

    private static void newLine(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
