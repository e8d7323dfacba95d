// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.report.format.syntax.Json;
import dev.rollcall.report.format.system.SystemJson;
import dev.rollcall.report.model.Forge;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** An explanation as JSON; the keys of the verdict are those of the CSV of statuses. */
public final class ExplanationJson {

    private ExplanationJson() {}

    public static String of(Explanation explanation) {
        return Json.text(json -> {
            json.writeStringProperty("as_of", explanation.asOf().toString());
            json.writeStringProperty("matching", explanation.matching().code());
            json.writeObjectPropertyStart("verdict");
            SystemJson.writeVerdict(json, explanation.verdict());
            json.writeEndObject();
            json.writeStringProperty("meaning", explanation.meaning());
            json.writeStringProperty("advice", explanation.advice());
            json.writeObjectPropertyStart("facts");
            facts(json, explanation.facts());
            json.writeEndObject();
            json.writeNumberProperty(
                    "matched_evaluations_in_all", explanation.matched().total());
            Json.array(json, "matched_evaluations", explanation.matched().shown(), evaluation -> {
                json.writeStringProperty("flake", evaluation.flake());
                json.writeStringProperty("name", evaluation.name());
                json.writeStringProperty("commit", evaluation.commit());
                json.writeStringProperty("counts_from", evaluation.commitAt().toString());
                json.writeBooleanProperty("withdrawn", evaluation.isWithdrawn());
            });
            Json.array(json, "newer_commits", explanation.newer(), commit -> {
                commit(json, commit);
                Forge forge = explanation.forge();
                ifPresent(json, "url", forge == null ? null : forge.commit(commit.hash()));
            });
            Json.string(json, "newer_commits_url", explanation.comparison());
            Json.array(json, "findings", explanation.findings(), found -> {
                json.writeStringProperty("finding", found.finding().kind().code());
                json.writeStringProperty("subject", found.finding().subject());
                Json.string(json, "detail", found.finding().detail());
                Json.string(json, "resembles", found.finding().resembles());
                json.writeStringProperty("meaning", found.meaning());
            });
            Json.array(json, "rules", explanation.steps(), step -> {
                json.writeNumberProperty("rule", step.rule());
                json.writeStringProperty("question", step.question());
                json.writeStringProperty("answer", step.answer());
                json.writeStringProperty("because", step.because());
                json.writeBooleanProperty("fired", step.decides());
            });
        });
    }

    private static void facts(JsonGenerator json, Facts facts) {
        json.writeBooleanProperty("has_state", facts.hasState());
        Json.string(json, "configuration_revision", facts.configurationRevision());
        Json.string(
                json,
                "heartbeat_at",
                facts.heartbeatAt() == null ? null : facts.heartbeatAt().toString());
        Json.string(json, "booted_store_path", facts.bootedStorePath());
        Json.string(json, "matched_name", facts.matchedName());
        json.writeBooleanProperty("is_held", facts.isHeld());
        json.writeBooleanProperty("is_withdrawn", facts.isWithdrawn());
        json.writeBooleanProperty("is_of_other_system", facts.isOfOtherSystem());
        json.writeBooleanProperty("is_of_other_flake", facts.isOfOtherFlake());
        json.writeStringProperty("evidence", facts.evidence().code());
        Json.string(json, "evaluation_error", facts.evaluationError());
        commit(json, "running_commit", facts.running());
        commit(json, "evaluated_commit", facts.evaluated());
        commit(json, "newest_commit", facts.newest());
    }

    /** An empty object if there is none. */
    private static void commit(JsonGenerator json, String key, @Nullable CommitPoint commit) {
        json.writeObjectPropertyStart(key);
        if (commit != null) {
            commit(json, commit);
        }
        json.writeEndObject();
    }

    private static void commit(JsonGenerator json, CommitPoint commit) {
        json.writeStringProperty("git_commit_hash", commit.hash());
        json.writeStringProperty("commit_timestamp", commit.at().toString());
        ifPresent(
                json,
                "counts_from",
                commit.countsFrom() == null ? null : commit.countsFrom().toString());
        ifPresent(json, "subject", commit.subject());
        ifPresent(json, "author", commit.author());
        if (commit.leavesAlone() != null) {
            json.writeBooleanProperty("builds_the_same", commit.leavesAlone());
        }
        ifPresent(json, "evaluation", commit.evaluation());
    }

    private static void ifPresent(JsonGenerator json, String key, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(key, value);
        }
    }
}
