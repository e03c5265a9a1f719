import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { findWrongCommands, type Known } from './commands.ts';
import { read, ROOT, run, workspaces } from './root.ts';

interface Manifest {
  readonly name: string;
  readonly packageManager?: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

/** Workflows have pnpm itself, templates have no names yet, and the rule speaks of what is wrong. */
const EXEMPT =
  /^(?:\.github\/(?:workflows|actions)|turbo\/generators\/templates|tools\/repository\/src\/commands)\b/;

const manifests = new Map(
  workspaces.map((folder) => [folder, JSON.parse(read(`${folder}/package.json`)) as Manifest]),
);
const root = JSON.parse(read('package.json')) as Manifest;
const scriptsOf = ({ scripts = {} }: Manifest): Set<string> => new Set(Object.keys(scripts));

const known: Known = {
  pnpm: `npx --yes ${/^pnpm@\d+/.exec(root.packageManager ?? '')?.[0]}`,
  scripts: new Map([
    ['', scriptsOf(root)],
    ...[...manifests.values()].map((manifest) => [manifest.name, scriptsOf(manifest)] as const),
  ]),
  programs: new Set(readdirSync(path.join(ROOT, 'node_modules/.bin'))),
  isFile: (file) => existsSync(path.join(ROOT, file)),
};

const wrong = run('git', ['grep', '--untracked', '-Il', 'pnpm'])
  .trimEnd()
  .split('\n')
  .filter((file) => !EXEMPT.test(file))
  .flatMap((file) => {
    const folder = path.dirname(file);
    const home = [...manifests].find(([workspace]) => `${folder}/`.startsWith(`${workspace}/`));
    const place = { folder, ...(home !== undefined && { workspace: home[1].name }) };
    return findWrongCommands(read(file), known, place).map((fault) => `${file}:${fault}`);
  });
if (wrong.length > 0) {
  process.stderr.write(`These commands can't be pasted:\n${wrong.join('\n')}\n`);
  process.exitCode = 1;
}
