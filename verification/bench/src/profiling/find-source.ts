import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { FindSource } from './summarize-profile.ts';

/** Creates a function that looks up sources in the map beside a bundle. */
export async function createFindSource(bundle: URL): Promise<FindSource> {
  const file = fileURLToPath(bundle);
  const map = new TraceMap(await readFile(`${file}.map`, 'utf8'));
  return (url, line) => {
    const { source } = url === bundle.href ? originalPositionIn(map, line) : { source: null };
    return source === null ? undefined : path.resolve(path.dirname(file), source);
  };
}

/**
 * Finds the file of a line, which without minification is only one. The line's first mapping may come after
 * an indent.
 */
function originalPositionIn(map: TraceMap, line: number) {
  return originalPositionFor(map, { line, column: 0, bias: LEAST_UPPER_BOUND });
}
