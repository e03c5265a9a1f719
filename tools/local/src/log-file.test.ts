import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openLog } from './log-file.ts';

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
    expect(modeOf(log.path)).toBe('600');
  });

  it('is given up with one message when it cannot be written, and the run goes on', async () => {
    const dataDir = temporaryDirectory();
    symlinkSync('/dev/full', join(dataDir, `start-${process.pid}.log`));
    const { log, show } = open(dataDir);

    log.write('CatalogApi', '{"level":"INFO"}');
    await vi.waitFor(() => expect(show).toHaveBeenCalled(), WAIT);
    log.write('CatalogApi', '{"level":"INFO"}');
    await pause(20);

    expect(show).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/^Can't write to the log \S+ any more: ENOSPC/),
    );
  });
});
