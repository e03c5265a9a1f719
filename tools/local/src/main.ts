import { loadConfig } from './config.ts';
import { exitCodeOf, explain } from './exit.ts';
import { HELP, parseFlags } from './flags.ts';
import { start } from './start.ts';

try {
  const flags = parseFlags(process.argv.slice(2));
  if (flags.help) {
    process.stdout.write(HELP);
  } else {
    const code = await start({ flags, config: loadConfig(), output: process.stdout });
    // Interrupted while it started, it leaves servers and calls behind that would keep the process.
    process.exit(code);
  }
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = exitCodeOf(error);
}
