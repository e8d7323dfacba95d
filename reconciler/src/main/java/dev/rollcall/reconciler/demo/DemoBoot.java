// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.demo;

/** What a machine booted, and whether it has another kernel by now. */
record DemoBoot(String storePath, int kernel, boolean isOutdated) {

    /** After a deployment; a machine that is restarted boots what was deployed if its kernel is another one. */
    DemoBoot after(DemoEvaluation deployed, boolean isRestarted) {
        if (deployed.kernel() == kernel) {
            return new DemoBoot(storePath, kernel, false);
        }
        return isRestarted ? of(deployed) : new DemoBoot(storePath, kernel, true);
    }

    static DemoBoot of(DemoEvaluation deployed) {
        return new DemoBoot(deployed.storePath(), deployed.kernel(), false);
    }
}
