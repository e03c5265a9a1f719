import { APPS, type AppName } from '../bundling/apps.ts';
import type { Cloud } from '../cloud/start-cloud.ts';
import type { Table } from '../results/findings.ts';
import { startHandler } from './start-handler.ts';

const MEMORY_MB = [256, 512, 1024] as const;

/**
 * Measures an instance's peak for several memory sizes of its function, because V8 uses more if there is
 * more.
 */
export async function peakMemoryTable(
  app: AppName,
  { environments }: Cloud,
  newEvents: () => readonly unknown[],
): Promise<Table> {
  const rows: [number, number][] = [];
  for (const memoryMb of MEMORY_MB) {
    await using handler = await startHandler(APPS[app].bundle, environments[app] ?? {}, { memoryMb });
    const { peakBytes } = await handler.call('handle', newEvents());
    rows.push([memoryMb, peakBytes / 2 ** 20]);
  }
  return {
    title: 'Memory of an instance, by what the function is given',
    columns: ['given, MB', 'peak (resident), MB'],
    rows,
  };
}
