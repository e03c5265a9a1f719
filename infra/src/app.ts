import { rmSync } from 'node:fs';
import path from 'node:path';
import { MissingBundleError } from './bundles.ts';
import { createCatalogApp } from './catalog-app.ts';
import { STAGES, type StageName } from './config.ts';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !STAGES.includes(name as StageName));
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(', ')}: the stages are ${STAGES.join(', ')}.`);
  process.exit(2);
}

try {
  for (const stageName of asked.length > 0 ? (asked as StageName[]) : STAGES) {
    const outdir = path.resolve(import.meta.dirname, '../cdk.out', stageName);
    // CDK keeps the files of earlier syntheses.
    rmSync(outdir, { recursive: true, force: true });
    createCatalogApp({ stageName, outdir }).synth();
  }
} catch (error) {
  if (!(error instanceof MissingBundleError)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}
