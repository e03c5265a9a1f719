import { type Child, ChildError } from '../../processes/child.ts';
import type { MeasuredServer } from '../../processes/server.ts';
import type { Load, LoadApi } from '../../load/load-process.ts';
import { measureInTurn } from '../../measuring/in-turn.ts';
import { productsFrom } from '../../workload/products.ts';

export interface ServerLoad extends Load {
  /** CPU time of the server. */
  readonly cpuPerRequestMs: number;
}

/** Measurements of each server, by name, in the order of the rounds. */
export type ServerLoads = ReadonlyMap<string, readonly ServerLoad[]>;

/** Number of connections: no more than the SDK opens to one endpoint. */
export const CONNECTIONS = 32;

/** Puts load on each server in turn. Idle servers use no CPU. */
export async function measureServers(
  servers: ReadonlyMap<string, MeasuredServer>,
  options: {
    readonly load: Child<LoadApi>;
    readonly rounds: number;
    readonly seconds: number;
    readonly onMeasured: (name: string) => void;
  },
): Promise<ServerLoads> {
  const { load, rounds, seconds, onMeasured } = options;
  const body = JSON.stringify(productsFrom(0, 1)[0]);

  async function measure(
    name: string,
    { url, cpuMs }: MeasuredServer,
    duration: number,
  ): Promise<ServerLoad> {
    const before = await cpuMs();
    const result = await load.call('load', {
      url: `${url}/products`,
      body,
      connections: CONNECTIONS,
      seconds: duration,
    });
    if (result.failed > 0) {
      throw new ChildError(`${name} failed ${result.failed} of ${result.requests} requests`);
    }
    if (result.requests === 0) {
      throw new ChildError(`${name} answered nothing in ${duration} s`);
    }
    return { ...result, cpuPerRequestMs: ((await cpuMs()) - before) / result.requests };
  }

  for (const [name, server] of servers) {
    // Warms up.
    await measure(name, server, seconds);
  }
  const contenders = [...servers].map(([name, server]) => ({
    name,
    measure: () => measure(name, server, seconds),
  }));
  return measureInTurn(contenders, rounds, onMeasured);
}
