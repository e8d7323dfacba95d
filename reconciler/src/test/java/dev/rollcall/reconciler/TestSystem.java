// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Reboot;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A builder of verdicts for tests; anything not set is unknown. */
public final class TestSystem {

    private final String hostname;
    private final Reason reason;
    private @Nullable String flake = "infra";
    private @Nullable String environment;
    private @Nullable Basis basis;
    private @Nullable String runs;
    private @Nullable String evaluated;
    private @Nullable String newest;
    private @Nullable String pinned;
    private @Nullable Integer behind;
    private @Nullable Instant behindSince;
    private @Nullable Instant deployedAt;
    private @Nullable String storePath;
    private @Nullable String owner;
    private boolean silent;
    private Reboot reboot = Reboot.NOT_COLLECTED;

    private TestSystem(String hostname, Reason reason) {
        this.hostname = hostname;
        this.reason = reason;
    }

    /** A system with the status of the reason. */
    public static TestSystem of(String hostname, Reason reason) {
        return new TestSystem(hostname, reason);
    }

    public static SystemRow upToDate(String hostname) {
        return of(hostname, Reason.RUNS_NEWEST).row();
    }

    public static SystemRow outdated(String hostname) {
        return of(hostname, Reason.AWAITING_DEPLOYMENT).row();
    }

    public TestSystem flake(@Nullable String name) {
        flake = name;
        return this;
    }

    public TestSystem environment(String name) {
        environment = name;
        return this;
    }

    public TestSystem owner(String name) {
        owner = name;
        return this;
    }

    /** The commit that it runs, and the basis. */
    public TestSystem runs(String commit, Basis byBasis) {
        runs = commit;
        basis = byBasis;
        return this;
    }

    /** What it runs is unknown, so an evaluation is used instead. */
    public TestSystem byName(@Nullable String evaluatedCommit) {
        evaluated = evaluatedCommit;
        basis = Basis.NAME;
        return this;
    }

    public TestSystem evaluated(String commit) {
        evaluated = commit;
        return this;
    }

    public TestSystem newest(String commit) {
        newest = commit;
        return this;
    }

    public TestSystem pinned(String commit) {
        pinned = commit;
        return this;
    }

    public TestSystem behind(int commits, @Nullable String since) {
        behind = commits;
        behindSince = since == null ? null : Instant.parse(since);
        return this;
    }

    public TestSystem deployed(String at, String path) {
        deployedAt = Instant.parse(at);
        storePath = path;
        return this;
    }

    public TestSystem rebootNeeded(String since) {
        reboot = new Reboot(true, Instant.parse(since), null);
        return this;
    }

    public TestSystem rebootNotNeeded() {
        reboot = new Reboot(false, null, null);
        return this;
    }

    public TestSystem silent() {
        silent = true;
        return this;
    }

    public SystemRow row() {
        return new SystemRow(
                hostname,
                flake,
                reason.status(),
                reason,
                basis,
                runs,
                evaluated,
                newest,
                behind,
                behindSince,
                deployedAt,
                null,
                silent,
                storePath,
                environment,
                pinned,
                null,
                owner,
                null,
                reboot);
    }
}
