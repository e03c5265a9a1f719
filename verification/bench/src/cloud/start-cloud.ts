import type { Cores } from '../processes/cores.ts';
import { type Child, startChild } from '../processes/child.ts';
import type { CloudApi, CloudOptions, CloudUse, StartedCloud } from './cloud-process.ts';
import type { RecordedCall } from './recorded-call.ts';
import { createQueueWatch } from './queue-watch.ts';

/** The cloud that the template's functions run on, in its own process. */
export interface Cloud extends StartedCloud, AsyncDisposable {
  readonly takeUse: () => Promise<CloudUse>;
  /** Returns the calls to the endpoints since the last time. */
  readonly takeCalls: () => Promise<RecordedCall[]>;
  /** Resolves when the queues are empty, except for delayed messages, and nothing is in flight. */
  readonly drained: () => Promise<void>;
}

/** @param cores By default, all but that of the measured process. */
export async function startCloud(options: CloudOptions, cores: Cores = 'others'): Promise<Cloud> {
  const child: Child<CloudApi> = startChild(new URL('cloud-process.ts', import.meta.url), { cores });
  const started = await child.call('start', options);
  const watch = createQueueWatch(started.sqsEndpoint, started.queueUrls);
  return {
    ...started,
    takeUse: () => child.call('takeUse'),
    takeCalls: () => child.call('takeCalls'),
    drained: () => watch.drained(),
    async [Symbol.asyncDispose]() {
      watch.end();
      await child[Symbol.asyncDispose]();
    },
  };
}
