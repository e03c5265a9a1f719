import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { read } from './root.ts';

const THREE_DAYS_IN_MINUTES = 3 * 24 * 60;

const workspace = read('pnpm-workspace.yaml');
const settings = parse(workspace) as Readonly<Record<string, unknown>> & {
  readonly catalog: Readonly<Record<string, string>>;
  readonly minimumReleaseAge: number;
  readonly nodeVersion: string;
};

it('installs nothing younger than three days, from outside the registry, or less trusted than before', () => {
  expect(settings).toMatchObject({
    blockExoticSubdeps: true,
    trustPolicy: 'no-downgrade',
    strictDepBuilds: true,
  });
  expect(settings.minimumReleaseAge).toBeGreaterThanOrEqual(THREE_DAYS_IN_MINUTES);
});

it('runs no build script without a reason', () => {
  const listed = /^allowBuilds:\n((?: .*\n)+)/m.exec(workspace)?.[1]?.trimEnd().split('\n') ?? [];

  expect(listed).not.toEqual([]);
  expect(listed.filter((line) => !/: (true|false) # \w/.test(line))).toEqual([]);
});

it('chooses packages for the Node of the project, whichever Node the machine has', () => {
  expect(settings.nodeVersion).toBe(settings.catalog['node']);
});

it('names every version exactly', () => {
  expect(Object.entries(settings.catalog).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual(
    [],
  );
});

it('locks packages of the registry by their hash, without an address', () => {
  const lockfile = read('pnpm-lock.yaml');

  expect(lockfile).not.toMatch(/\btarball: |\bgit\+|codeload\.github|resolution: \{type: git/);
  expect(lockfile.match(/resolution: \{(?!integrity: sha512-)/g) ?? []).toEqual([]);
});

it('locks the same packages for macOS and Windows as for Linux', () => {
  const lockfile = read('pnpm-lock.yaml');
  const families = [...lockfile.matchAll(/^  '?(\S*?)linux-(?:x64|64)\b\S*:$/gm)].map(
    ([, family = '']) => family,
  );

  expect(families).not.toEqual([]);
  for (const family of new Set(families)) {
    expect(lockfile).toContain(`${family}darwin-arm64@`);
    expect(lockfile).toMatch(new RegExp(`${family}win(?:32|dows)-`));
  }
});
