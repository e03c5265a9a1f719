import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Result } from './result.ts';

/** The last result of each part, each in a JSON file. */
export interface ResultStore {
  put(result: Result): Promise<void>;
  /** Resolves to `undefined` if the part has never run. */
  find(part: string): Promise<Result | undefined>;
}

export function createResultStore(directory: string): ResultStore {
  const fileOf = (part: string) => path.join(directory, `${part}.json`);
  return {
    async put(result) {
      await mkdir(directory, { recursive: true });
      await writeFile(fileOf(result.part), `${JSON.stringify(result, undefined, 2)}\n`);
    },
    async find(part) {
      const file = fileOf(part);
      return existsSync(file) ? Result.parse(JSON.parse(await readFile(file, 'utf8'))) : undefined;
    },
  };
}
