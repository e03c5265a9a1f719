import { loadConfig } from './config.ts';
import { exitCodeOf, explain } from './exit.ts';
import { HELP, parseFlags } from './flags.ts';

// What it prints is for who looks on: a run whose output nobody takes any more, as with `| head`, goes on.
[process.stdout, process.stderr].forEach((stream) => stream.on('error', () => {}));

try {
  const flags = parseFlags(process.argv.slice(2));
  if (flags.help) {
    process.stdout.write(HELP);
  } else {
    const config = loadConfig();
    // What it loads takes a second or more: a mistake and `--help` don't wait for it.
    const { start } = await import('./start.ts');
    const code = await start({ flags, config, output: process.stdout });
    // Interrupted while it started, it leaves servers and calls behind that would keep the process.
    process.exit(code);
  }
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = exitCodeOf(error);
}
