import { rmSync } from 'node:fs';
import path from 'node:path';
import { MissingBundleError } from './bundles.ts';
import { createCatalogApp } from './catalog-app.ts';
import { LOCAL_STAGE, STAGES, type StageName, stages } from './config.ts';
import { hasReservedName } from './reserved-names.ts';

/** Finds the stages that can't be deployed, because no tokens could come from their issuer. */
const withoutIssuer = STAGES.filter(
  (name) => name !== LOCAL_STAGE && hasReservedName(stages[name].auth.issuer),
);
const explain = (name: StageName): string =>
  `${name} needs a token issuer: ${stages[name].auth.issuer} is under a reserved name, which can't exist (RFC 2606, RFC 6761), so API Gateway would refuse it. Set auth of ${name} in infra/src/config.ts.`;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !STAGES.includes(name as StageName));
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(', ')}: the stages are ${STAGES.join(', ')}.`);
  process.exit(2);
}
const refused = withoutIssuer.filter((name) => asked.includes(name));
if (refused.length > 0) {
  console.error(refused.map(explain).join('\n'));
  process.exit(1);
}

try {
  for (const stageName of STAGES) {
    const outdir = path.resolve(import.meta.dirname, '../cdk.out', stageName);
    if (asked.length > 0 && !asked.includes(stageName)) {
      continue;
    }
    // CDK keeps the files of earlier syntheses.
    rmSync(outdir, { recursive: true, force: true });
    createCatalogApp({ stageName, outdir }).synth();
    if (withoutIssuer.includes(stageName)) {
      console.log(`To look at, not to deploy: ${explain(stageName)}`);
    }
  }
} catch (error) {
  if (!(error instanceof MissingBundleError)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}
