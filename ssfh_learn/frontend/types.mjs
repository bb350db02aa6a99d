// Writes src/views.ts and src/responses.ts from the JSON Schemas on standard input; `python -m tests.seam` runs it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "json-schema-to-typescript";

const folder = process.argv[2];
const options = {
  additionalProperties: false,
  bannerComment: "// generated from Python by `python -m tests.seam`: do not edit",
  style: { printWidth: 120 },
};
for (const [name, schema] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  writeFileSync(join(folder, `${name}.ts`), await compile(schema, schema.title, options));
}
