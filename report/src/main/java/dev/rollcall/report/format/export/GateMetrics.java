// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import static dev.rollcall.report.format.export.MetricsFormat.gauge;
import static dev.rollcall.report.format.export.MetricsFormat.label;
import static dev.rollcall.report.format.export.MetricsFormat.point;

import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.schema.domain.Outcome;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A gate's verdict as metrics. */
final class GateMetrics {

    private static final String NUMBER = "number";

    private GateMetrics() {}

    static List<GaugeSnapshot> of(GateVerdict gate) {
        return List.of(
                gauge("rollcall_exempt_systems", "Number of systems exempt from the gate.", (double)
                        gate.exemptSystems()),
                exemptions(
                        gate,
                        "rollcall_exemption_systems",
                        "Number of systems that an exemption covers.",
                        exemption -> exemption.systems().total()),
                exemptions(
                        gate,
                        "rollcall_exemption_end_timestamp_seconds",
                        "End of the last day of an exemption.",
                        GateMetrics::end),
                outcomes(gate),
                ruleOutcomes(gate),
                rules(gate),
                brokenSystems(gate));
    }

    private static GaugeSnapshot outcomes(GateVerdict gate) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("rollcall_gate_outcome")
                .help("Outcome of the gate: 1 for the current outcome, else 0.");
        for (Outcome outcome : Outcome.values()) {
            gauge.dataPoint(point(gate.outcome() == outcome ? 1 : 0, Labels.of("outcome", outcome.code())));
        }
        return gauge.build();
    }

    private static GaugeSnapshot ruleOutcomes(GateVerdict gate) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("rollcall_gate_rule_outcome")
                .help("Outcome of a rule of the gate: 1 for the current outcome, else 0.");
        for (int i = 0; i < gate.rules().size(); i++) {
            for (Outcome outcome : Outcome.values()) {
                gauge.dataPoint(point(
                        gate.rules().get(i).outcome() == outcome ? 1 : 0,
                        labels(gate, i).merge(Labels.of("outcome", outcome.code()))));
            }
        }
        return gauge.build();
    }

    /** As text, because rules measure different things, counts or ages. */
    private static GaugeSnapshot rules(GateVerdict gate) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("rollcall_gate_rule")
                .help("Limit and actual value of a rule of the gate; always 1.");
        for (int i = 0; i < gate.rules().size(); i++) {
            GateRule rule = gate.rules().get(i);
            gauge.dataPoint(point(
                    1,
                    labels(gate, i)
                            .merge(Labels.of("demands", label(rule.threshold()), "measured", label(rule.measured())))));
        }
        return gauge.build();
    }

    private static GaugeSnapshot brokenSystems(GateVerdict gate) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("rollcall_gate_rule_broken_systems")
                .help("Number of systems that broke a rule of the gate; 0 if it holds.");
        for (int i = 0; i < gate.rules().size(); i++) {
            gauge.dataPoint(point(gate.rules().get(i).brokenBy().total(), labels(gate, i)));
        }
        return gauge.build();
    }

    /** The number distinguishes rules that differ only in their limits. */
    private static Labels labels(GateVerdict gate, int i) {
        GateRule rule = gate.rules().get(i);
        return Labels.of(NUMBER, Integer.toString(i + 1), "rule", label(rule.rule()), "scope", label(rule.scope()));
    }

    private static GaugeSnapshot exemptions(
            GateVerdict gate, String name, String help, ToDoubleFunction<GateExemption> value) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        for (int i = 0; i < gate.exemptions().size(); i++) {
            GateExemption exemption = gate.exemptions().get(i);
            gauge.dataPoint(point(
                    value.applyAsDouble(exemption),
                    Labels.of(
                            NUMBER,
                            Integer.toString(i + 1),
                            "hosts",
                            label(exemption.hosts().text()),
                            "advisory",
                            exemption.advisory() == null ? "" : label(exemption.advisory()),
                            "owner",
                            label(exemption.owner()),
                            "reason",
                            label(exemption.reason()))));
        }
        return gauge.build();
    }

    private static double end(GateExemption exemption) {
        return exemption
                .expires()
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .getEpochSecond();
    }
}
