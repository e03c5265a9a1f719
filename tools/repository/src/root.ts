import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../../..');

export function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** Lists the workspaces below a folder. Folders without a manifest are leftovers of other branches. */
export function workspacesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder))
    .map((name) => `${folder}/${name}`)
    .filter((workspace) => existsSync(path.join(ROOT, workspace, 'package.json')));
}

export const workspaces = [
  ...workspacesIn('apps'),
  ...workspacesIn('packages'),
  'infra',
  ...workspacesIn('tools'),
  ...workspacesIn('verification'),
];

/** @throws {Error} with the command's output, if it fails. */
export function run(command: string, args: readonly string[], cwd = ROOT): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: 'pipe' });
}
