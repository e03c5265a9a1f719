import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeDirectory } from '../testing/run-cli.ts';
import { type OpenReport, reportOpener, saveNew, saveOver } from './download.ts';

const { signal } = new AbortController();

/** Opens a report of this text. */
function opening(text: string): OpenReport {
  return async () => Readable.from([Buffer.from(text)]);
}

/** Opens a report whose download fails with this code after some bytes. */
function failing(code: string): OpenReport {
  return async () =>
    Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw Object.assign(new Error('write'), { code });
      })(),
    );
}

describe('saveNew', () => {
  it('writes a file', async () => {
    const { at, directory } = makeDirectory();

    expect(await saveNew(opening('x'), at('a.failed.csv'), signal)).toBe(at('a.failed.csv'));
    expect(readFileSync(at('a.failed.csv'), 'utf8')).toBe('x');
    expect(readdirSync(directory)).toEqual(['a.failed.csv']);
  });

  it('keeps files of other contents, and knows its own again', async () => {
    const { at, directory } = makeDirectory({ 'a.csv': 'one' });
    mkdirSync(at('a-2.csv'));

    expect(await saveNew(opening('two'), at('a.csv'), signal)).toBe(at('a-3.csv'));
    expect(await saveNew(opening('two'), at('a.csv'), signal)).toBe(at('a-3.csv'));
    expect(await saveNew(opening('one'), at('a.csv'), signal)).toBe(at('a.csv'));
    expect(readFileSync(at('a.csv'), 'utf8')).toBe('one');
    expect(readdirSync(directory).toSorted()).toEqual(['a-2.csv', 'a-3.csv', 'a.csv']);
  });

  it.each([
    ['ENOSPC', 'the disk is full. Make room, then download it with imports report.'],
    ['EDQUOT', 'the disk quota is used up. Make room, then download it with imports report.'],
  ])('leaves nothing behind when writing fails with %s, and says what to do', async (code, message) => {
    const { at, directory } = makeDirectory();

    await expect(saveNew(failing(code), at('a.csv'), signal)).rejects.toThrow(
      `${at('a.csv')} can't be written: ${message}`,
    );
    expect(readdirSync(directory)).toEqual([]);
  });

  it('says that the directory is missing', async () => {
    const { at } = makeDirectory();

    await expect(saveNew(opening('x'), at('none/a.csv'), signal)).rejects.toThrow(
      "the directory doesn't exist",
    );
  });
});

describe('saveOver', () => {
  it('replaces a file, once all of it is there', async () => {
    const { at } = makeDirectory({ 'a.csv': 'old' });
    await expect(saveOver(failing('ENOSPC'), at('a.csv'), signal)).rejects.toThrow('the disk is full');
    expect(readFileSync(at('a.csv'), 'utf8')).toBe('old');

    await saveOver(opening('new'), at('a.csv'), signal);

    expect(readFileSync(at('a.csv'), 'utf8')).toBe('new');
  });

  it('writes to what is no file', async () => {
    await saveOver(opening('x'), '/dev/null', signal);

    expect(existsSync('/dev/null')).toBe(true);
  });
});

describe('reportOpener', () => {
  it('tries again when the storage fails, with a new URL', async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests += 1;
      response.writeHead(requests === 1 ? 503 : 200).end('report');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const urls: string[] = [];
    const open = reportOpener(async () => {
      urls.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${urls.length}`);
      return urls.at(-1) ?? '';
    });
    const { at } = makeDirectory();
    writeFileSync(at('a'), '');

    await saveOver(open, at('a'), signal);

    expect(readFileSync(at('a'), 'utf8')).toBe('report');
    expect(urls).toHaveLength(2);
  });
});
