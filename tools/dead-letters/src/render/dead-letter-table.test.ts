import { expect, it } from 'vitest';
import { renderDeadLetterTable } from './dead-letter-table.ts';

it('escapes whatever a message could do to a terminal', () => {
  const table = renderDeadLetterTable([
    {
      id: 'message-1',
      body: '',
      attributes: {},
      sentAt: new Date(0),
      failure: { code: 'X', reason: 'was \u009B2J' },
      item: { submissionId: 's-1', index: 0, sku: 'A\u202Eb', name: '\u001B]0;pwned\u0007\u001B[2J\u009Bx' },
    },
  ]);

  expect(table).toContain('\\u001b]0;pwned\\u0007\\u001b[2J\\u009bx');
  expect(table).toContain('A\\u202eb');
  expect(table).toContain('X: was \\u009b2J');
  // oxlint-disable-next-line no-control-regex -- what must not be there
  expect(table).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
});
