// Reads a workflow with the parser of GitHub Actions and runs the scripts of its steps, as a runner would; actions are
// skipped.
// Usage: node recipes.mjs FOLDER_OF_NPM WORKFLOW
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { register } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [npm, file] = process.argv.slice(2);

// the parser imports its schema in a way that bundlers allow but Node does not
register(
  "data:text/javascript," +
    encodeURIComponent(`
      import { readFile } from "node:fs/promises";
      export const load = async (url, context, next) => url.endsWith(".json")
        ? { format: "module", shortCircuit: true, source: "export default " + await readFile(new URL(url)) }
        : next(url, context);`),
);
const parser = await import(pathToFileURL(resolve(npm, "node_modules/@actions/workflow-parser/dist/index.js")));

const trace = new parser.NoOperationTraceWriter();
const { context, value } = parser.parseWorkflow({ name: file, content: readFileSync(file, "utf8") }, trace);
const workflow = value && (await parser.convertWorkflowTemplate(context, value));
const mistakes = [...context.errors.getErrors(), ...(workflow?.errors ?? [])];
if (mistakes.length > 0) {
  mistakes.forEach((mistake) => console.error(`${file}: ${mistake.message ?? mistake.Message}`));
  process.exit(2);
}

const summary = resolve("step-summary.md");
writeFileSync(summary, "");
const environment = {
  ...process.env,
  GITHUB_STEP_SUMMARY: summary,
  GITHUB_SHA: spawnSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).stdout.trim(),
};
let code = 0;
let ran = 0;
for (const step of workflow.jobs.flatMap((job) => job.steps)) {
  const goesOn = code === 0 || /cancelled\(\)|always\(\)/.test(String(step.if));
  if (!("run" in step) || !goesOn) {
    console.log(`left out: ${step.name ?? step.uses?.value}`);
    continue;
  }
  ran++;
  const ended = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run.toString()], {
    env: environment,
    stdio: "inherit",
  });
  code ||= ended.status ?? 1;
}
process.exit(ran === 0 ? 2 : code);
