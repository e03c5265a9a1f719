import { ProblemError } from '@async-catalog/http-contract';
import type { SubmittedItem } from '../intake-command.ts';
import { checkJson, toFieldErrors } from './check-json.ts';
import { refuseTooMany } from './refuse-too-many.ts';

/**
 * Reads a product a line; empty lines don't count. Each line is JSON of its own, so that a broken one rejects
 * no other. https://github.com/ndjson/ndjson-spec
 * @throws {ProblemError} `INVALID_REQUEST`, `PAYLOAD_TOO_LARGE`
 */
export function readLines(text: string): SubmittedItem[] {
  const items: SubmittedItem[] = [];
  for (const { line, content } of splitLines(text)) {
    const index = items.length;
    const flaws = checkJson(content, line);
    const value: unknown = flaws[0]?.code === 'INVALID_JSON' ? content : JSON.parse(content);
    items.push({ index, pointer: `/${index}`, line, value, faults: toFieldErrors(flaws) });
    // Checked for each line: the rest needn't be read.
    refuseTooMany(items.length);
  }
  if (items.length === 0) {
    throw new ProblemError('INVALID_REQUEST', 'The body is empty; send a product a line.');
  }
  return items;
}

function* splitLines(text: string): Generator<{ line: number; content: string }> {
  let start = 0;
  for (let line = 1; start < text.length; line += 1) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next;
    const content = text.slice(start, end).replace(/\r$/, '');
    start = end + 1;
    if (content.trim() !== '') {
      yield { line, content };
    }
  }
}
