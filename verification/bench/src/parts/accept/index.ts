import { startCloud } from '../../cloud/start-cloud.ts';
import type { LoadApi } from '../../load/load-process.ts';
import type { Part, RunContext } from '../../part.ts';
import { startChild } from '../../processes/child.ts';
import { startServer } from '../../processes/server.ts';
import { hasDjango } from './django.ts';
import { findingsOf, type Setting } from './findings-of.ts';
import { CONNECTIONS, measureServers } from './measure.ts';
import { profileApi } from './profile-api.ts';
import { BASELINE_HONO, OURS, type Servers, startBaselineServers, startCatalogServers } from './servers.ts';

const LOAD = new URL('../../load/load-process.ts', import.meta.url);
const INSTANT_PROCESSOR = new URL('../../load/instant-processor.ts', import.meta.url);

const FULL = { rounds: 7, seconds: 3 };
const QUICK = { rounds: 3, seconds: 1 };

async function run({ quick, progress }: RunContext) {
  const size = quick ? QUICK : FULL;
  const contenders = hasDjango() ? 5 : 4;
  progress.start('Accept path', (quick ? contenders : 2 * contenders + 4) * size.rounds);
  await using load = startChild<LoadApi>(LOAD);

  async function measure(setting: Omit<Setting, 'loads'>, starting: Promise<Servers>): Promise<Setting> {
    await using servers = await starting;
    const onMeasured = (name: string) => progress.step(`${setting.name}, ${name}`);
    return { ...setting, loads: await measureServers(servers.byName, { ...size, load, onMeasured }) };
  }

  await using cloud = await startCloud({ draining: false });
  const environment = cloud.environments['CatalogApi'] ?? {};
  await using processor = await startServer(INSTANT_PROCESSOR, { cores: 'others' });
  const instantly = {
    ...environment,
    AWS_ENDPOINT_URL_LAMBDA: processor.url,
    AWS_ENDPOINT_URL_DYNAMODB: processor.url,
  };
  const instant = await measure(
    { name: 'instant', title: 'Before a processor that answers at once', ours: OURS },
    startCatalogServers(instantly),
  );
  if (quick) {
    return findingsOf(instant, [], []);
  }
  const real = await measure(
    { name: 'real', title: 'Before the real processor, on the embedded cloud', ours: OURS },
    startCatalogServers(environment),
  );
  const baseline = await measure(
    { name: 'baseline', title: 'Frameworks alone, with validation and no call', ours: BASELINE_HONO },
    startBaselineServers(),
  );
  return findingsOf(instant, [real, baseline], await profileApi(instantly, load));
}

export const accept: Part = {
  name: 'accept',
  title: 'Accept path',
  method: `\`POST /products\` of one product: our API as it is built, against the same call of the processor behind Fastify, Express and plain \`node:http\`. The peers are written as their users would
(\`verification/bench/src/parts/accept/peers\`): Fastify with its own validation and logger, Express with zod and morgan; Django REST framework, where it is installed, with a serializer, \`requests\` and gunicorn; \`node:http\`, the limit, parses the body and neither checks nor logs. Ours leaves
the checking to the processor, counts the request against the caller’s limits by a call of the table, which the peers don’t make (all are of one caller here, so that many are counted by one call; those of many callers are not), answers a request id, and logs a line. autocannon asks from another process, over ${CONNECTIONS} connections; each server has a core of its own, and is asked in turn.

The processor and the table of limits first answer at once: so the server is what is measured, the SDK's calls included. Behind the real one on the embedded cloud, the emulators are what takes the time.`,
  ifMissed: `in every server, the SDK’s call to Lambda and \`node:http\` under it are most of a request. What is ours beside them is spread thin: the body, the event, the check of the processor’s answer,
Hono, its adapter, the log. So it takes a leaner call than the SDK’s, which the peers could make as well; or a promise less: the request id, the log line, the limits on the body.`,
  packages: [
    'autocannon',
    'express',
    'fastify',
    'hono',
    '@hono/node-server',
    'morgan',
    'zod',
    '@aws-sdk/client-lambda',
  ],
  run,
};
