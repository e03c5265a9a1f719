import { writeFileSync } from 'node:fs';
import { createCatalogClient } from '@async-catalog/client';
import { describe, expect, it } from 'vitest';
import { openSourceFile } from '../file/source-file.ts';
import { type FakeOptions, startFakeCatalog } from '../testing/fake-catalog.ts';
import { makeDirectory } from '../testing/run-cli.ts';
import { uploadParts } from './upload-parts.ts';

const PART_BYTES = 100_000;
const CONTENTS = Buffer.from('0123456789'.repeat(95_000));

async function prepare(options: FakeOptions = {}) {
  const fake = await startFakeCatalog({ partBytes: PART_BYTES, ...options });
  const { at } = makeDirectory({ 'a.csv': CONTENTS });
  const catalog = createCatalogClient({ baseUrl: fake.url, retries: 0 });
  const { signal } = new AbortController();
  const source = await openSourceFile(at('a.csv'));
  const request = { fileName: 'a.csv', size: source.size };
  const { importId, upload } = await catalog.createImport(request);
  const progress: number[] = [];
  const run = async (runSignal: AbortSignal = signal) => {
    await using _ = source;
    return await uploadParts({
      catalog,
      importId,
      upload: upload!,
      source,
      signal: runSignal,
      firstPauseMs: 1,
      onBytes: (done) => progress.push(done),
    });
  };
  return { fake, run, progress, file: at('a.csv') };
}

describe('uploadParts', () => {
  it('sends every part once, and counts the bytes', async () => {
    const { fake, run, progress } = await prepare();

    expect(await run()).toBe(CONTENTS.length);
    expect(fake.uploaded().equals(CONTENTS)).toBe(true);
    expect(progress.at(-1)).toBe(CONTENTS.length);
  });

  it.each([500, 503, 'break'] as const)('repeats a part that ended with %s', async (answer) => {
    const { fake, run } = await prepare({
      onPart: (number, attempt) => (number === 3 && attempt <= 3 ? answer : 200),
    });

    expect(await run()).toBe(CONTENTS.length);
    expect(fake.uploaded().equals(CONTENTS)).toBe(true);
  });

  it('gets new URLs when S3 refuses one, as it does with one that has expired', async () => {
    const { fake, run } = await prepare({ onPart: (_, attempt) => (attempt === 1 ? 403 : 200) });

    await run();

    expect(fake.uploaded().equals(CONTENTS)).toBe(true);
    const asked = fake.requests.filter(({ body }) => body === '{"parts":[]}');
    expect(asked.length).toBeGreaterThan(0);
  });

  it('gets new URLs before they expire', async () => {
    const { fake, run } = await prepare({ urlSeconds: 30 });

    await run();

    expect(fake.uploaded().equals(CONTENTS)).toBe(true);
    expect(fake.requests.filter(({ body }) => body === '{"parts":[]}').length).toBeGreaterThanOrEqual(1);
  });

  it('gives up on a part that is refused for good, and stops the others', async () => {
    const { fake, run } = await prepare({ onPart: (number) => (number === 1 ? 404 : 'hang') });

    await expect(run()).rejects.toThrow('The storage refused a part of the file: 404 NotNow');
    expect(fake.imports()[0]?.received.size).toBe(0);
  });

  it('gives up on a part that fails each time', async () => {
    const { run } = await prepare({ onPart: (number) => (number === 2 ? 500 : 200) });

    await expect(run()).rejects.toThrow('The storage refused a part of the file: 500 NotNow');
  });

  it('stops when it is aborted', async () => {
    const controller = new AbortController();
    const { run } = await prepare({
      onPart: () => {
        controller.abort();
        return 'hang';
      },
    });

    await expect(run(controller.signal)).rejects.toThrow('abort');
  });

  it('notices a file that was changed in the meantime', async () => {
    const changes: (() => void)[] = [];
    const { run, file } = await prepare({
      onPart: () => {
        changes.pop()?.();
        return 200;
      },
    });
    changes.push(() => writeFileSync(file, Buffer.alloc(CONTENTS.length, 'x')));

    await expect(run()).rejects.toThrow('was changed while it was read');
  });

  it('notices a file that became shorter', async () => {
    const { run, file } = await prepare();
    writeFileSync(file, 'short');

    await expect(run()).rejects.toThrow('was changed while it was read');
  });
});
