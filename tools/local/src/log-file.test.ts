import {
  lstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLog, openLog } from './log-file.ts';

const WAIT = { timeout: 120_000 };

function open(dataDir: string | undefined) {
  const show = vi.fn<(line: string) => void>();
  const log = openLog(dataDir, show);
  onTestFinished(() => {
    log.close();
    rmSync(dirname(log.path), { recursive: true, force: true });
  });
  return { log, show };
}

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'log-file-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('the log of a run', () => {
  it('has every line; warnings and errors are also shown', async () => {
    const { log, show } = open(temporaryDirectory());

    log.write('CatalogApi', '{"level":"INFO"}');
    log.write('CatalogApi', '{"level":"ERROR"}');

    await vi.waitFor(() => {
      expect(readFileSync(log.path, 'utf8')).toBe(
        'CatalogApi {"level":"INFO"}\nCatalogApi {"level":"ERROR"}\n',
      );
    }, WAIT);
    expect(show).toHaveBeenCalledExactlyOnceWith('CatalogApi {"level":"ERROR"}');
  });

  it('shows no line that could steer a terminal', () => {
    const { log, show } = open(temporaryDirectory());

    log.write('CatalogApi', '{"level":"ERROR","name":"\u009B2J\u202E"}');

    expect(show).toHaveBeenCalledExactlyOnceWith(
      String.raw`CatalogApi {"level":"ERROR","name":"\u009b2J\u202e"}`,
    );
  });

  it('shows a space for a tab', () => {
    const { log, show } = open(temporaryDirectory());

    log.write('CatalogApi', 'Invoke Error\t{}');

    expect(show).toHaveBeenCalledExactlyOnceWith('CatalogApi Invoke Error {}');
  });

  it('is readable by its owner only, in a new directory', () => {
    const first = open(undefined).log;
    const second = open(undefined).log;

    expect(modeOf(first.path)).toBe('600');
    expect(modeOf(dirname(first.path))).toBe('700');
    expect(dirname(second.path)).not.toBe(dirname(first.path));
  });

  it('is readable by its owner only in the data directory too', () => {
    const dataDir = join(temporaryDirectory(), 'data');
    const { log } = open(dataDir);

    expect(dirname(log.path)).toBe(dataDir);
    expect([modeOf(dataDir), modeOf(log.path)]).toEqual(['700', '600']);
  });

  it('never goes through a link that was there before it', () => {
    const dataDir = temporaryDirectory();
    const mine = join(temporaryDirectory(), 'mine');
    writeFileSync(mine, 'kept');
    symlinkSync(mine, join(dataDir, `start-${process.pid}.log`));

    const { log } = open(dataDir);

    expect(readFileSync(mine, 'utf8')).toBe('kept');
    expect(lstatSync(log.path).isFile()).toBe(true);
  });

  it('begins anew where an earlier process with the same id left one', async () => {
    const dataDir = temporaryDirectory();
    writeFileSync(join(dataDir, `start-${process.pid}.log`), 'old\n', { mode: 0o644 });

    const { log } = open(dataDir);
    log.write('CatalogApi', 'new');

    await vi.waitFor(() => expect(readFileSync(log.path, 'utf8')).toBe('CatalogApi new\n'));
    expect(modeOf(log.path)).toBe('600');
  });

  it('refuses a data directory of another user in one line', () => {
    const dataDir = temporaryDirectory();
    const { uid } = statSync(dataDir);
    const getuid = vi.spyOn(process, 'getuid').mockReturnValue(uid + 1);
    onTestFinished(() => getuid.mockRestore());

    expect(() => openLog(dataDir, () => {})).toThrow(
      `--data-dir ${dataDir} can't be used; choose another one: it belongs to another user`,
    );
  });

  it('is given up with one message when it cannot be written, and the run goes on', async () => {
    const show = vi.fn<(line: string) => void>();
    const log = createLog({ path: '/dev/full', fd: openSync('/dev/full', 'w') }, show);
    onTestFinished(() => void log.close());

    log.write('CatalogApi', '{"level":"INFO"}');
    await vi.waitFor(() => expect(show).toHaveBeenCalled(), WAIT);
    log.write('CatalogApi', '{"level":"INFO"}');
    await pause(20);

    expect(show).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/^Can't write to the log \S+ any more: ENOSPC/),
    );
  });
});
