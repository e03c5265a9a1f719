import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { HELP } from './flags.ts';

const ENTRY = fileURLToPath(new URL('build-and-start.ts', import.meta.url));

/** Runs it where every build fails with exit code 3. */
async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const bin = await mkdtemp(join(tmpdir(), 'build-'));
  onTestFinished(() => rm(bin, { recursive: true }));
  await writeFile(join(bin, 'turbo'), `#!/bin/sh\n: > '${bin}/built'\necho broken\nexit 3\n`);
  await chmod(join(bin, 'turbo'), 0o755);
  const started = execFile(process.execPath, [ENTRY, ...args], {
    env: { ...process.env, ...env, PATH: bin },
  });
  let output = '';
  started.stdout?.on('data', (text) => (output += text));
  started.stderr?.on('data', (text) => (output += text));
  const code = await new Promise((resolve) => {
    started.on('close', resolve);
  });
  return { code, output, isBuilt: existsSync(join(bin, 'built')) };
}

it('starts nothing if the build fails, and says why', async () => {
  expect(await run(['--once'])).toEqual({ code: 3, output: 'broken\n', isBuilt: true });
});

it('leaves it to the build to say what is wrong with source that it shares with the apps', async () => {
  const hook = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve(specifier, context, next) {
        if (specifier === '@async-catalog/env') {
          throw new SyntaxError('Expression expected');
        }
        return next(specifier, context);
      },
    });`;
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(hook)}`;

  expect(await run(['--once'], { NODE_OPTIONS })).toEqual({ code: 3, output: 'broken\n', isBuilt: true });
});

it.each(['--help', '-h'])('answers %s without a build', async (flag) => {
  expect(await run([flag])).toEqual({ code: 0, output: HELP, isBuilt: false });
});

it('says what is wrong before a build', async () => {
  const [flag, variable] = [await run(['--onse']), await run([], { API_PORT: 'x' })];

  expect(flag).toMatchObject({ code: 2, isBuilt: false });
  expect(flag.output).toContain('--onse');
  expect(variable).toMatchObject({ code: 2, isBuilt: false });
  expect(variable.output).toContain('API_PORT');
});
