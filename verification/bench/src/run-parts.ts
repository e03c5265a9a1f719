import type { Part, RunContext } from './part.ts';
import { targetLine } from './report/target-text.ts';
import { writeReport } from './report/write-report.ts';
import { describeMachine, versionsOf } from './results/machine.ts';
import type { Result } from './results/result.ts';
import { createResultStore } from './results/result-store.ts';

export interface RunOptions extends RunContext {
  /** Parts to run. */
  readonly chosen: readonly Part[];
  /** Parts of the report, in its order. A part that doesn't run keeps its last result. */
  readonly all: readonly Part[];
  readonly resultDirectory: string;
  readonly reportDirectory: string;
}

/**
 * Runs the parts one by one, stores each result, and writes the report. Resolves to its
 * path.
 */
export async function runParts(options: RunOptions): Promise<string> {
  const { chosen, all, resultDirectory, reportDirectory, progress } = options;
  const store = createResultStore(resultDirectory);
  for (const part of chosen) {
    const result = await runPart(part, options);
    await store.put(result);
    progress.stop();
    progress.print(`${part.title}: ${Math.round(result.tookSeconds)} s`);
    result.findings.targets.forEach((target) => progress.print(targetLine(target)));
  }
  const results = await Promise.all(all.map(async (part) => ({ part, result: await store.find(part.name) })));
  const measured = results.flatMap(({ part, result }) => (result === undefined ? [] : [{ part, result }]));
  return writeReport(reportDirectory, measured);
}

async function runPart(part: Part, context: RunContext): Promise<Result> {
  const startedAt = new Date();
  const findings = await part.run(context);
  return {
    part: part.name,
    startedAt: startedAt.toISOString(),
    tookSeconds: (Date.now() - startedAt.getTime()) / 1000,
    quick: context.quick,
    machine: describeMachine(),
    versions: { node: process.versions.node, ...versionsOf(part.packages) },
    findings,
  };
}
