import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes a file until the end of the test. Chosen again, it is the same, with the same time. */
export async function writeTestFile(name: string, content: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'console-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

const NOTES = 'x'.repeat(100_000);

/** Rows of a file of so many MB, which is uploaded in parts of 8 MiB. What makes them long isn't imported. */
export function longCsv(megabytes: number): string {
  const rows = Array.from({ length: megabytes * 10 }, (_, n) => `LONG-${n},Tea no. ${n},${n + 1},${NOTES}\n`);
  return `SKU,Name,Price,Notes\n${rows.join('')}`;
}
