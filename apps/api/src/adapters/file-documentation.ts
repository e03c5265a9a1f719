import { readFile } from 'node:fs/promises';
import type { Documentation } from '../core/ports.ts';

/** Reads them when they are asked for: most instances never are. */
export function createFileDocumentation(folder: URL): Documentation {
  return {
    openApi: () => readFile(new URL('openapi.json', folder), 'utf8'),
    script: () => readFile(new URL('scalar.js.gz', folder)),
  };
}
