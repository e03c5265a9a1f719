import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

/** File of a build, with what it imports at once, and later. */
interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
}

const DIST = path.resolve(import.meta.dirname, '../../../apps/console/dist');
const SITE = path.join(DIST, 'site');
const manifest = JSON.parse(readFileSync(path.join(SITE, '.vite/manifest.json'), 'utf8')) as Record<
  string,
  Chunk
>;

/** Most bytes, as gzip makes them. */
const FIRST_LOAD = 180_000;
const ROUTE = 40_000;
const CSS = 20_000;

function gzipped(files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(path.join(SITE, file))).length, 0);
}

/** Finds the chunks that are loaded with one. */
function closure(name: string, found = new Set<string>()): Set<string> {
  if (!found.has(name)) {
    found.add(name);
    manifest[name]?.imports?.forEach((imported) => closure(imported, found));
  }
  return found;
}

const filesOf = (names: Iterable<string>): string[] => [...names].map((name) => manifest[name]!.file);
const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry)!;
const first = closure(entry);
const later = Object.keys(manifest).filter((name) =>
  Object.values(manifest).some(({ dynamicImports = [] }) => dynamicImports.includes(name)),
);

/** Joins all scripts of a build. */
function scriptsOf(build: string): string {
  const assets = path.join(DIST, build, 'assets');
  const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));
  return scripts.map((file) => readFileSync(path.join(assets, file), 'utf8')).join('\n');
}

describe('the deployed console', () => {
  it('loads at most 180 kB of script first', () => {
    expect(gzipped(filesOf(first))).toBeLessThanOrEqual(FIRST_LOAD);
  });

  it('has screens that are loaded later', () => {
    expect(later.length).toBeGreaterThanOrEqual(9);
  });

  it.each(later)('loads at most 40 kB more for %s', (name) => {
    const own = [...closure(name)].filter((chunk) => !first.has(chunk));

    expect(gzipped(filesOf(own))).toBeLessThanOrEqual(ROUTE);
  });

  it('has at most 20 kB of CSS in all', () => {
    const sheets = new Set(Object.values(manifest).flatMap(({ css = [] }) => css));

    expect(gzipped(sheets)).toBeLessThanOrEqual(CSS);
  });

  it('has nothing of the screen that only a laptop has', () => {
    expect(scriptsOf('local').includes('Break it')).toBe(true);
    expect(scriptsOf('site').includes('Break it')).toBe(false);
  });
});
