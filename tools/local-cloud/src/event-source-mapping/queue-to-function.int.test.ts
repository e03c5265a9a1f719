import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startHost, writeFunction } from '../lambda/testing/set-up-host.ts';
import type { FunctionSpec } from '../model.ts';
import { setUpSqs } from './testing/set-up-sqs.ts';

let cloud: Awaited<ReturnType<typeof setUpSqs>>;
beforeAll(async () => {
  cloud = await setUpSqs();
});
afterAll(() => cloud.stop());

/** Maps a queue to a function in the Lambda host that logs its batches and then runs `body`. */
async function setUp(body: string, overrides: Partial<FunctionSpec> = {}, VisibilityTimeout = '5') {
  const spec = await writeFunction(
    `export const handler = async ({ Records }, context) => {
      const receiveCount = Number(Records[0].attributes.ApproximateReceiveCount);
      console.log(receiveCount + ': ' + Records.map(({ body }) => body).join());
      ${body}
    };`,
    overrides,
  );
  const { host, log } = await startHost([spec]);
  const queue = await cloud.createQueue({ VisibilityTimeout });
  const { errors, mapping } = cloud.startMapping(
    queue,
    () => null,
    {},
    {
      invoke: (payload) => host.invoke(spec.name, payload),
    },
  );
  return { spec, host, log, queue, errors, mapping };
}

describe('a batch', () => {
  it('is deleted when the function returns', async () => {
    const { queue, log, errors } = await setUp('');
    await cloud.send(queue, ['a', 'b']);

    await expect.poll(() => log).toContain('1: a,b');
    await expect.poll(() => cloud.depth(queue)).toEqual({ ready: 0, hidden: 0 });
    expect(errors).toEqual([]);
  });

  it('is delivered again however the function fails', async () => {
    const failures = [
      ['throw new Error("out of luck")', 'out of luck', {}],
      ['await new Promise(() => {})', 'Task timed out after 4.00 seconds', { timeoutSeconds: 4 }],
      ['process.exit(1)', 'Runtime.ExitError', {}],
      ['return "nonsense"', 'failed its whole batch with a malformed response', {}],
    ] as const;
    await Promise.all(
      failures.map(async ([body, message, overrides]) => {
        const { queue, log, errors } = await setUp(`if (receiveCount === 1) ${body};`, overrides);
        await cloud.send(queue, ['a', 'b']);

        await expect.poll(() => log).toContain('2: a,b');
        await expect.poll(() => cloud.depth(queue)).toEqual({ ready: 0, hidden: 0 });
        expect(errors).toEqual([
          expect.objectContaining({ message: expect.stringContaining(message) as string }),
        ]);
      }),
    );
  });

  it('is delivered again when its instance is killed', async () => {
    const { spec, host, queue, log } = await setUp('if (receiveCount === 1) await new Promise(() => {});');
    await cloud.send(queue, ['a', 'b']);
    await expect.poll(() => log).toContain('1: a,b');

    expect(await host.killInstances(spec.name)).toBe(1);

    await expect.poll(() => log).toContain('2: a,b');
    await expect.poll(() => cloud.depth(queue)).toEqual({ ready: 0, hidden: 0 });
  });

  it('waits for its turn when the function has no concurrency left', async () => {
    const { queue, log, errors } = await setUp(
      'await new Promise((resolve) => setTimeout(resolve, 100));',
      { reservedConcurrency: 1 },
      '30',
    );
    await cloud.send(queue, ['a']);
    await cloud.send(queue, ['b']);
    await cloud.send(queue, ['c']);

    await expect.poll(() => log.toSorted()).toEqual(['1: a', '1: b', '1: c']);
    expect(errors).toEqual([]);
  });
});
