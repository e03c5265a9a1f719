import { startTokenIssuer } from '@async-catalog/local-cloud/testing';
import { APPS } from '../../bundling/apps.ts';
import { type Cloud, startCloud } from '../../cloud/start-cloud.ts';
import type { RecordedCall } from '../../cloud/recorded-call.ts';
import { startHandler } from '../../handlers/start-handler.ts';
import type { Part, RunContext } from '../../part.ts';
import { lambdaFlags } from '../../processes/lambda-flags.ts';
import { createTemporaryDirectory } from '../../temporary-directory.ts';
import type { Profile } from '../../results/findings.ts';
import { findingsOf } from './findings-of.ts';
import { functionsWith, type MeasuredFunction } from './functions.ts';
import { profileStart } from './profile-start.ts';
import { type ColdStarts, measureColdStarts, measurementsARound } from './measure.ts';
import { QUICK_VARIANTS, VARIANT_NAMES, type VariantName } from './variants.ts';

const ROUNDS = 11;
const QUICK_ROUNDS = 3;

async function run({ quick, progress }: RunContext) {
  const rounds = quick ? QUICK_ROUNDS : ROUNDS;
  await using issuer = await startTokenIssuer();
  const inAnHour = Math.floor(Date.now() / 1000) + 3600;
  const functions = functionsWith(await issuer.token({ exp: inAnHour }));
  const variants = quick ? QUICK_VARIANTS : (Object.keys(VARIANT_NAMES) as VariantName[]);
  progress.start('Cold start', functions.length * rounds * measurementsARound(variants));
  const calls = await recordCalls(functions, issuer.environment);

  await using cloud = await startCloud({ draining: false });
  await using directory = await createTemporaryDirectory();
  const measured: ColdStarts[] = [];
  const profiles: Profile[] = [];
  for (const [n, one] of functions.entries()) {
    const environment = environmentOf(one, cloud, issuer.environment);
    if (!quick) {
      profiles.push(...(await profileStart(one, environment)));
    }
    measured.push(
      await measureColdStarts(one, {
        variants,
        rounds,
        directory: directory.path,
        environment,
        calls: calls[n] ?? [],
        onMeasured: progress.step,
      }),
    );
  }
  return findingsOf(measured, profiles);
}

/** Records each function's calls to other services for its working event. */
async function recordCalls(
  functions: readonly MeasuredFunction[],
  auth: Readonly<Record<string, string>>,
): Promise<RecordedCall[][]> {
  await using cloud = await startCloud({ draining: false, counting: true });
  const recorded: RecordedCall[][] = [];
  for (const one of functions) {
    await using handler = await startHandler(APPS[one.app].bundle, environmentOf(one, cloud, auth));
    await cloud.takeCalls();
    await handler.call('handle', [one.workingEvent()]);
    const calls = await cloud.takeCalls();
    // What the API invokes makes calls of its own.
    recorded.push(calls.filter(({ by }) => by === one.app));
  }
  return recorded;
}

function environmentOf(
  { app }: MeasuredFunction,
  cloud: Cloud,
  auth: Readonly<Record<string, string>>,
): Record<string, string> {
  return { ...cloud.environments[app], ...(app === 'CatalogApi' && auth) };
}

export const coldStart: Part = {
  name: 'cold-start',
  title: 'Cold start',
  method: `A fresh Node process loads a handler, gives it one event, and says when it has the answer; the time runs from before the process is started. Lambda’s own settings: its flags
(\`${lambdaFlags().join(' ')}\`), one core, a whole one (a function with 1,024 MB has 0.6 of one: there, all of it takes longer). Each round starts every handler once, in turn.

- *SDK clients only*: a handler that makes the same clients, by the same package, bundled and minified by the same settings, and does nothing. All of them, at once, those included that ours makes when an event first needs them.
- *The same calls*: a handler that makes the very calls that ours makes for this event, as recorded on the wire, with the same clients, and nothing else.
- *esbuild’s defaults*: \`esbuild --bundle --platform=node --format=esm\`, not minified.
- *Not bundled*: our own code as JavaScript, the dependencies in \`node_modules\`.
- *Profiles*: of the same bundle, not minified; \`node:internal/bootstrap/realm\` is Node loading modules of its own, \`node:internal/modules/esm/utils\` V8 compiling the bundle.
- *Compile cache*: V8’s, made by a run before and shipped beside the bundle. It works from a read-only folder. It is not used: it is taken only by the same Node (to the patch), with the same
  V8 flags, on the same kind of CPU and under the same user id as it was made with, all of which Lambda may change at any time; then it is only ballast.`,
  ifMissed: `beside the SDK, the functions have more code to be read (a kilobyte takes V8 some 40 µs), load zod and make their schemas, and load Powertools. \`zod/mini\` has no code for JSON schemas and makes lighter schemas, at the price of another\nstyle in every schema, those that others install included. Powertools’ logger and metrics are each one module with no smaller entry. The API’s first answer also loads Node’s own \`undici\`, for the \`Headers\`, \`Request\` and \`Response\`\nthat Hono is made of: without Hono in the function, it wouldn’t.`,
  packages: ['esbuild', 'tsdown', '@aws-sdk/client-dynamodb', '@aws-sdk/client-s3', '@aws-sdk/client-sqs'],
  run,
};
