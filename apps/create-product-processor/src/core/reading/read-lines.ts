import { ProblemError } from '../answering/problem-error.ts';
import type { RequestBody } from '../request/intake-request.ts';
import { refuseTooMany } from './batch-limit.ts';
import { checkJson } from './check-json.ts';
import { flawError, type SubmittedItem, type SubmittedItems } from './submitted-item.ts';

/**
 * The body of `POST /products/batch` as NDJSON: a product a line, empty lines left out. Each line is JSON of its own, so that a
 * broken one spoils no other. https://github.com/ndjson/ndjson-spec
 * @throws {ProblemError} `INVALID_REQUEST`, `PAYLOAD_TOO_LARGE`
 */
export function readLines({ text }: RequestBody): SubmittedItems {
  const items: SubmittedItem[] = [];
  for (const { line, content } of linesOf(text)) {
    items.push({ index: items.length, line, ...readLine(content, line) });
    // At once: the rest needn't be read.
    refuseTooMany(items.length);
  }
  if (items.length === 0) {
    throw new ProblemError('INVALID_REQUEST', 'The body is empty; send a product a line.');
  }
  return { items, pointerTo: (index) => `/${index}` };
}

function readLine(content: string, line: number): Pick<SubmittedItem, 'value' | 'faults'> {
  const { fault, flaws } = checkJson(content, line);
  return fault === undefined
    ? { value: JSON.parse(content), faults: flaws.map(flawError) }
    : { value: content, faults: [fault] };
}

function* linesOf(text: string): Generator<{ line: number; content: string }> {
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
