// Validates Kubernetes manifests against the schemas of kubernetes-models, and against its types, which also catch
// misspelled keys.
// Usage: node packages.mjs FOLDER_OF_NPM MANIFEST
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [npm, file] = process.argv.slice(2);
const require = createRequire(join(resolve(npm), "here.js"));
const yaml = require("yaml");

const documents = yaml.parseAllDocuments(readFileSync(file, "utf8")).map((document) => {
  if (document.errors.length > 0) throw document.errors[0];
  return document.toJS();
});
const typed = [];
for (const [index, { apiVersion, kind, ...rest }] of documents.entries()) {
  const model = resolve(npm, "node_modules/kubernetes-models", apiVersion, `${kind}.js`);
  const { [kind]: Model } = await import(pathToFileURL(model));
  new Model(structuredClone(rest)).validate();
  typed.push(`import { I${kind} as Kind${index} } from "kubernetes-models/${apiVersion}";
export const manifest${index}: Kind${index} = ${JSON.stringify({ apiVersion, kind, ...rest }, null, 1)};`);
}
const source = join(resolve(npm), "manifests.ts");
writeFileSync(source, typed.join("\n"));
const checked = spawnSync(
  process.execPath,
  [require.resolve("typescript/lib/tsc.js"), "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022", source],
  { encoding: "utf8", cwd: resolve(npm) },
);
if (checked.status !== 0) {
  console.error(`${file}:\n${checked.stdout}`);
  process.exit(1);
}
console.log(documents.map(({ kind }) => kind).join(", "));
