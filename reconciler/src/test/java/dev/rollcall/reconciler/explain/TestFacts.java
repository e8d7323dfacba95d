// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.schema.domain.Basis;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A builder of facts for tests; anything not set is unknown. */
final class TestFacts {

    private @Nullable String flake = "infra";
    private @Nullable String alias;
    private @Nullable String matchedName;
    private boolean held;
    private @Nullable Integer pinPosition;
    private @Nullable String revision;
    private @Nullable Instant heartbeatAt;
    private @Nullable String bootedStorePath;
    private boolean withdrawn;
    private @Nullable CommitPoint running;
    private @Nullable CommitPoint evaluated;
    private @Nullable CommitPoint newest;
    private @Nullable Integer comparedPosition;
    private @Nullable String evaluationError;

    TestFacts flake(@Nullable String name) {
        flake = name;
        return this;
    }

    TestFacts alias(String name) {
        alias = name;
        return this;
    }

    TestFacts matchedName(String name) {
        matchedName = name;
        return this;
    }

    TestFacts held() {
        held = true;
        return this;
    }

    TestFacts pinPosition(int newer) {
        pinPosition = newer;
        return this;
    }

    TestFacts revision(@Nullable String reported) {
        revision = reported;
        return this;
    }

    TestFacts heartbeat(String at) {
        heartbeatAt = Instant.parse(at);
        return this;
    }

    TestFacts withdrawn() {
        withdrawn = true;
        return this;
    }

    TestFacts running(CommitPoint commit) {
        running = commit;
        return this;
    }

    TestFacts evaluated(CommitPoint commit) {
        evaluated = commit;
        return this;
    }

    TestFacts bootedStorePath(String path) {
        bootedStorePath = path;
        return this;
    }

    TestFacts newest(CommitPoint commit) {
        newest = commit;
        return this;
    }

    TestFacts comparedPosition(@Nullable Integer newer) {
        comparedPosition = newer;
        return this;
    }

    TestFacts evaluationError(String text) {
        evaluationError = text;
        return this;
    }

    Facts facts() {
        return new Facts(
                flake,
                alias,
                matchedName,
                held,
                pinPosition,
                true,
                revision,
                heartbeatAt,
                bootedStorePath,
                withdrawn,
                false,
                false,
                Basis.STORE_PATH,
                running,
                evaluated,
                newest,
                comparedPosition,
                evaluationError);
    }
}
