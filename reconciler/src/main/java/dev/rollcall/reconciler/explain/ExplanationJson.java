// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.report.format.system.SystemJson;
import dev.rollcall.report.model.Forge;
import dev.rollcall.schema.domain.Basis;
import java.io.PrintWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An explanation as JSON; the keys of the verdict are those of the CSV of statuses. */
public final class ExplanationJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ExplanationJson() {}

    public static void write(PrintWriter out, Explanation explanation) {
        ObjectNode json = JSON.createObjectNode();
        json.put("as_of", explanation.asOf().toString())
                .put("matching", explanation.matching().code());
        json.set("verdict", JSON.readTree(SystemJson.verdict(explanation.verdict())));
        json.put("meaning", explanation.meaning()).put("advice", explanation.advice());
        facts(json.putObject("facts"), explanation.facts());
        json.put("matched_evaluations_in_all", explanation.matched().total());
        ArrayNode matched = json.putArray("matched_evaluations");
        for (MatchedEvaluation evaluation : explanation.matched().shown()) {
            matched.addObject()
                    .put("flake", evaluation.flake())
                    .put("name", evaluation.name())
                    .put("commit", evaluation.commit())
                    .put("counts_from", evaluation.commitAt().toString())
                    .put("withdrawn", evaluation.isWithdrawn());
        }
        ArrayNode newer = json.putArray("newer_commits");
        for (CommitPoint commit : explanation.newer()) {
            ObjectNode object = newer.addObject();
            commit(object, commit);
            Forge forge = explanation.forge();
            String url = forge == null ? null : forge.commit(commit.hash());
            if (url != null) {
                object.put("url", url);
            }
        }
        json.put("newer_commits_url", explanation.comparison());
        ArrayNode findings = json.putArray("findings");
        for (FoundProblem found : explanation.findings()) {
            findings.addObject()
                    .put("finding", found.finding().kind().code())
                    .put("subject", found.finding().subject())
                    .put("detail", found.finding().detail())
                    .put("resembles", found.finding().resembles())
                    .put("meaning", found.meaning());
        }
        ArrayNode rules = json.putArray("rules");
        for (Explanation.Step step : explanation.steps()) {
            rules.addObject()
                    .put("rule", step.rule())
                    .put("question", step.question())
                    .put("answer", step.answer())
                    .put("because", step.because())
                    .put("fired", step.decides());
        }
        out.println(JSON.writeValueAsString(json));
    }

    private static void facts(ObjectNode json, Facts facts) {
        json.put("has_state", facts.hasState())
                .put("configuration_revision", facts.configurationRevision())
                .put("heartbeat_at", text(facts.heartbeatAt()))
                .put("booted_store_path", facts.bootedStorePath())
                .put("matched_name", facts.matchedName())
                .put("is_held", facts.isHeld())
                .put("is_withdrawn", facts.isWithdrawn())
                .put("is_of_other_system", facts.isOfOtherSystem())
                .put("is_of_other_flake", facts.isOfOtherFlake())
                .put("evidence", code(facts.evidence()))
                .put("evaluation_error", facts.evaluationError());
        commit(json.putObject("running_commit"), facts.running());
        commit(json.putObject("evaluated_commit"), facts.evaluated());
        commit(json.putObject("newest_commit"), facts.newest());
    }

    private static void commit(ObjectNode json, @Nullable CommitPoint commit) {
        if (commit != null) {
            json.put("git_commit_hash", commit.hash())
                    .put("commit_timestamp", commit.at().toString());
            if (commit.countsFrom() != null) {
                json.put("counts_from", commit.countsFrom().toString());
            }
            if (commit.subject() != null) {
                json.put("subject", commit.subject());
            }
            if (commit.author() != null) {
                json.put("author", commit.author());
            }
            if (commit.leavesAlone() != null) {
                json.put("builds_the_same", commit.leavesAlone());
            }
            if (commit.evaluation() != null) {
                json.put("evaluation", commit.evaluation());
            }
        }
    }

    private static @Nullable String code(@Nullable Basis basis) {
        return basis == null ? null : basis.code();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
