// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.model.FlakeTotals;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.ReasonCount;
import dev.rollcall.report.model.SnapshotReport;
import dev.rollcall.report.model.SnapshotReport.FindingCount;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.text.Words;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The counts as metrics for node_exporter's textfile collector: gauges without timestamps, with every label value even
 * at 0.
 */
public final class MetricsFormat implements SnapshotFormat {

    private static final String STATUS = "status";

    @Override
    public void write(SnapshotReport report, Systems systems, Writer out) throws IOException {
        MetricSnapshots.Builder metrics = MetricSnapshots.builder()
                .metricSnapshot(systems(report))
                .metricSnapshot(reasons(report))
                .metricSnapshot(findings(report))
                .metricSnapshot(gauge(
                        "rollcall_silent_systems",
                        "Number of silent systems.",
                        report.snapshot().counts().silent()))
                .metricSnapshot(gauge(
                        "rollcall_pinned_systems",
                        "Number of pinned systems.",
                        report.snapshot().counts().pinned()))
                .metricSnapshot(gauge(
                        "rollcall_reboot_needed_systems",
                        "Systems that report that they need a reboot.",
                        report.snapshot().counts().rebootNeeded()))
                .metricSnapshot(gauge(
                        "rollcall_reboot_collected_systems",
                        "Systems that report whether they need a reboot.",
                        report.snapshot().counts().rebootCollected()))
                .metricSnapshot(gauge(
                        "rollcall_went_back_systems",
                        "Systems that run an older commit than in the previous snapshot.",
                        report.wentBack()))
                .metricSnapshot(gauge(
                        "rollcall_oldest_outdated_seconds",
                        "How long the system that has been outdated longest has been behind.",
                        (double) oldestOutdated(report).toSeconds()))
                .metricSnapshot(gauge(
                        "rollcall_inventory_stale", "1 if the inventory is stale, else 0.", report.isStale() ? 1 : 0))
                .metricSnapshot(gauge(
                        "rollcall_missing_nights",
                        "Number of missing nights directly before this snapshot.",
                        report.missingNights()))
                .metricSnapshot(gauge(
                        "rollcall_newest_fact_timestamp_seconds",
                        "Time of the newest fact in the inventory, 0 if it is empty.",
                        (double) report.snapshot()
                                .newestFact()
                                .map(Instant::getEpochSecond)
                                .orElse(0L)))
                .metricSnapshot(gauge("rollcall_snapshot_timestamp_seconds", "As-of time of the snapshot.", (double)
                        report.snapshot().asOf().getEpochSecond()));
        GateVerdict gate = report.gate();
        if (gate != null) {
            GateMetrics.of(gate).forEach(metrics::metricSnapshot);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(bytes, metrics.build());
        out.write(bytes.toString(StandardCharsets.UTF_8));
        out.flush();
    }

    private static GaugeSnapshot systems(SnapshotReport report) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name("rollcall_systems").help("Number of active systems by flake and status.");
        for (FlakeTotals flake : report.flakes()) {
            for (Status status : Status.values()) {
                gauge.dataPoint(point(
                        flake.counts().of(status),
                        Labels.of("flake", label(flake.flake() == null ? "" : flake.flake()), STATUS, status.slug())));
            }
        }
        return gauge.build();
    }

    private static GaugeSnapshot reasons(SnapshotReport report) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name("rollcall_systems_by_reason").help("Number of active systems by reason.");
        for (ReasonCount reason : report.reasons()) {
            gauge.dataPoint(point(
                    reason.systems(),
                    Labels.of(
                            STATUS,
                            reason.status().slug(),
                            "reason",
                            reason.reason().code())));
        }
        return gauge.build();
    }

    private static GaugeSnapshot findings(SnapshotReport report) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("rollcall_findings")
                .help("Number of findings about the inventory by kind.");
        for (FindingCount finding : report.findings()) {
            gauge.dataPoint(point(
                    finding.count(), Labels.of("finding", finding.finding().code())));
        }
        return gauge.build();
    }

    private static Duration oldestOutdated(SnapshotReport report) {
        Instant asOf = report.snapshot().asOf();
        return report.reasons().stream()
                .filter(reason -> reason.status() == Status.OUTDATED)
                .map(ReasonCount::behindSince)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .map(since -> Duration.between(since, asOf))
                .orElse(Duration.ZERO);
    }

    static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(value, Labels.EMPTY))
                .build();
    }

    static GaugeDataPointSnapshot point(double value, Labels labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }

    static String label(String text) {
        return Words.visible(text);
    }
}
