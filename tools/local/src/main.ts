import { loadConfig } from './config.ts';
import { exitCodeOf, explain } from './exit.ts';
import { parseFlags } from './flags.ts';
import { start } from './start.ts';

try {
  const flags = parseFlags(process.argv.slice(2));
  process.exitCode = await start({ flags, config: loadConfig(), output: process.stdout });
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = exitCodeOf(error);
}
