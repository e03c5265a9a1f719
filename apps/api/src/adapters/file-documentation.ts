import { readFile } from 'node:fs/promises';
import type { Documentation } from '../deps.ts';

/** Reads each file only when it is requested: most instances never need it. */
export function createFileDocumentation(folder: URL): Documentation {
  return {
    openApi: () => readFile(new URL('openapi.json', folder), 'utf8'),
    script: () => readFile(new URL('scalar.js.gz', folder)),
  };
}
