import { fileURLToPath } from 'node:url';
import { FlagError, parseFlags } from './flags.ts';
import { parts } from './parts/index.ts';
import { pinThisProcess } from './processes/cores.ts';
import { createProgress } from './progress.ts';
import { runParts } from './run-parts.ts';
import { synthesize } from './synthesize.ts';
import { runTrend } from './trend/run-trend.ts';

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

try {
  const flags = parseFlags(
    process.argv.slice(2),
    parts.map(({ name }) => name),
    parts.filter(({ notQuick }) => notQuick !== true).map(({ name }) => name),
  );
  if (flags.help) {
    const list = parts.map(({ name, title }) => `  ${name.padEnd(12)} ${title}`).join('\n');
    process.stdout.write(
      `npx --yes pnpm@12 bench [part…] [--quick]\nnpx --yes pnpm@12 bench trend [--accept]\n\n${list}\n`,
    );
  } else if (flags.trend) {
    synthesize();
    pinThisProcess();
    if (!(await runTrend(pathOf('../trend.json'), flags))) {
      process.exitCode = 1;
    }
  } else {
    const chosen = parts.filter(({ name }) => flags.parts.includes(name));
    if (chosen.some(({ standalone }) => standalone !== true)) {
      // Before this process is pinned: its children would be too.
      synthesize();
    }
    pinThisProcess();
    const results = await runParts({
      chosen,
      all: parts,
      quick: flags.quick,
      progress: createProgress(process.stdout),
      // What a quick run finds is for looking at, not for keeping.
      resultDirectory: pathOf(flags.quick ? '../results/quick' : '../results'),
      reportDirectory: pathOf(flags.quick ? '../results/quick' : '../../../docs'),
    });
    process.stdout.write(`${results}\n`);
  }
} catch (error) {
  if (!(error instanceof FlagError)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
