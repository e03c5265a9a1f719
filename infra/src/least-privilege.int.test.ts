import { beforeAll, describe, expect, it } from 'vitest';
import { exerciseCatalog } from './testing/permissions/exercise-catalog.ts';
import { allows, granted, type Granted } from './testing/permissions/granted.ts';
import { permissionsPage } from './testing/permissions/permissions-page.ts';
import type { Call } from './testing/permissions/recorded-call.ts';
import { synthesize } from './testing/synthesize.ts';

/** Made by the Lambda service in the name of a function's role; the function's own code never asks for them. */
const BY_LAMBDA: Readonly<Record<string, string>> = {
  'logs:CreateLogStream': 'Lambda: log',
  'logs:PutLogEvents': 'Lambda: log',
  'xray:PutTelemetryRecords': 'Lambda: trace',
  'xray:PutTraceSegments': 'Lambda: trace',
};

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions */
const BY_MAPPING: Readonly<Record<string, string>> = {
  'sqs:ReceiveMessage': 'event source mapping',
  'sqs:DeleteMessage': 'event source mapping',
  'sqs:GetQueueAttributes': 'event source mapping',
};

const { data, processor, worker, api } = synthesize('dev');
const functions = [
  { name: 'CatalogApi', grants: granted(api, [data, processor]), byService: BY_LAMBDA },
  { name: 'CreateProductProcessor', grants: granted(processor, [data]), byService: BY_LAMBDA },
  {
    name: 'ProductSaverWorker',
    grants: granted(worker, [data]),
    byService: { ...BY_LAMBDA, ...BY_MAPPING },
  },
];

let calls: Call[] = [];
beforeAll(async () => {
  calls = await exerciseCatalog();
});

describe.each(functions)('$name', ({ name, grants, byService }) => {
  const describeGrant = ({ sid, action, resource }: Granted): string => `${sid}: ${action} ${resource}`;
  const made = (): Call[] => calls.filter(({ by }) => by === name);

  it('may make every call that it makes', () => {
    const refused = made().filter((call) => !grants.some((grant) => allows(grant, call)));

    expect(made()).not.toEqual([]);
    expect(refused).toEqual([]);
  });

  it('may do nothing, on no resource, that it was not seen to do', () => {
    const unused = grants.filter(
      (grant) => !(grant.action in byService) && !made().some((call) => allows(grant, call)),
    );

    expect(unused.map(describeGrant)).toEqual([]);
  });
});

it('shows on the page of permissions which call each statement is for', async () => {
  await expect(permissionsPage(functions, calls)).toMatchFileSnapshot('../../docs/permissions.md');
});
