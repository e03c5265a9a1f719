import type { CloudUse } from '../../cloud/cloud-process.ts';
import type { Duration } from '../../handlers/lambda-duration.ts';
import type { Part, RunContext } from '../../part.ts';
import { startCountedCatalog } from './count-requests.ts';
import {
  type Design,
  ourDesign,
  plainDesign,
  requestsOf,
  SUBMISSION_NAMES,
  type SubmissionName,
  SUBMISSIONS,
} from './designs.ts';
import { findingsOf } from './findings-of.ts';
import { ASSUMED_CALL_MS, measureDurations, SCENARIO_NAMES } from './measure-durations.ts';

/** Runs of 1,000 products, because the worker's batches fill differently each time. */
const COUNTED_RUNS: Readonly<Record<SubmissionName, number>> = { alone: 1, of1: 1, of100: 5, of1000: 5 };
const DURATION_ROUNDS = 5;

const PRODUCTS = 1000;
/** The sizes of a quick run. */
const FEW_PRODUCTS = 40;

async function run({ quick, progress }: RunContext) {
  const rounds = quick ? 1 : DURATION_ROUNDS;
  const runsOf = (name: SubmissionName): number => (quick ? 1 : COUNTED_RUNS[name]);
  const allRuns = SUBMISSION_NAMES.map(runsOf).reduce((sum, runs) => sum + runs, 0);
  progress.start('AWS requests', SCENARIO_NAMES.length + allRuns);
  const durations = await measureDurations(SCENARIO_NAMES, rounds, progress.step);

  await using catalog = await startCountedCatalog();
  const requests = {} as Record<SubmissionName, number[]>;
  const ours = {} as Record<SubmissionName, Design>;
  for (const name of SUBMISSION_NAMES) {
    const { size } = SUBMISSIONS[name];
    const uses: CloudUse[] = [];
    const products = quick && size === 1 ? FEW_PRODUCTS : PRODUCTS;
    for (let n = 0; n < runsOf(name); n += 1) {
      uses.push(await catalog.count(products, size, name === 'alone'));
      progress.step(SUBMISSIONS[name].name);
    }
    const runs = uses.map((use) => ourDesign(name, products, use, catalog.cloud.memoryMb, durations));
    requests[name] = runs.map(requestsOf);
    // The run with the median number of requests.
    ours[name] = runs.toSorted((a, b) => requestsOf(a) - requestsOf(b))[Math.floor(runs.length / 2)]!;
  }
  return findingsOf(
    [plainDesign(1, durations), plainDesign(10, durations)],
    ours,
    requests,
    inArrays(durations),
  );
}

function inArrays(durations: Readonly<Record<string, Duration>>): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(durations).flatMap(([name, { wallMs, cpuMs }]) => [
      [`${name}, wall ms`, [wallMs]],
      [`${name}, CPU ms`, [cpuMs]],
    ]),
  );
}

const callTimes = Object.entries(ASSUMED_CALL_MS).map(([service, ms]) => `${service} ${ms} ms`);

export const requests: Part = {
  name: 'requests',
  title: 'AWS requests and dollars',
  method: `1,000 products, submitted one a request (alone: each saved before the next is submitted; else 16 requests at a time), in batches of 100, and in one batch; every request to an endpoint of the embedded cloud is counted on the wire, until all products are saved
and reported, with the capacity that DynamoDB says it consumed. Polling an idle queue is left out: it costs the same whatever is submitted. The yardstick is the plain design: one invocation, send,
receive, delete, table write and report object for each product (“receives of 10”: with the mapping’s default batch, for fairness).

Lambda’s milliseconds are those of one warm instance of what ships, its event handled alone, while the services answer as late as they are taken to do within a region
(${callTimes.join(', ')}); the plain design’s functions are in \`verification/bench/src/parts/requests/plain\` and write no logs of their own (Lambda writes three lines for each invocation, of any function). Memory is what the template gives; with 1,024 MB, a function has 0.58 of a core, so that what it
computes takes longer there, by that. The HTTP API is left out of all
designs: it takes one request a submission, of which batches need fewer.`,
  notQuick: true,
  packages: ['@aws-sdk/client-dynamodb', '@aws-sdk/client-s3', '@aws-sdk/client-sqs'],
  run,
};
