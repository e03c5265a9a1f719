import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLine } from './read-line.ts';
import { EFFECTS } from './story-event.ts';

const AT = '2026-01-31T09:30:00.000Z';
const ID = '0199aaaa-0000-7000-8000-000000000001';

const read = (line: unknown) =>
  readLine({ atMs: Date.parse(AT), text: typeof line === 'string' ? line : JSON.stringify(line) }, ID);

describe('readLine', () => {
  it.each([
    [
      { message: 'Submission accepted', accepted: 8, rejected: 2, replaced: 1 },
      { event: 'queued', accepted: 8, rejected: 2, replaced: 1 },
    ],
    [
      { message: 'Submission replayed', accepted: 8 },
      { event: 'replayed', accepted: 8 },
    ],
    [
      { message: 'Product refused', index: 3, code: 'VERSION_MISMATCH', detail: 'It has version 3.' },
      { event: 'failed', index: 3, code: 'VERSION_MISMATCH', why: 'It has version 3.' },
    ],
    [
      {
        message: 'Product failed',
        index: 0,
        receiveCount: 24,
        code: 'RETRIES_EXHAUSTED',
        detail: 'For seven hours.',
        error: { name: 'TimeoutError', message: 'too slow' },
      },
      {
        event: 'dead_lettered',
        index: 0,
        receiveCount: 24,
        code: 'RETRIES_EXHAUSTED',
        why: 'For seven hours.',
      },
    ],
    [
      { message: 'Message received often', index: 0, receiveCount: 6, messageId: 'm-1' },
      { event: 'received_often', index: 0, receiveCount: 6, messageId: 'm-1' },
    ],
    [
      {
        message: 'Record returned to the queue',
        index: 0,
        receiveCount: 1,
        error: { name: 'TimeoutError', message: 'too slow', stack: 'at …' },
      },
      { event: 'returned', index: 0, receiveCount: 1, why: 'TimeoutError: too slow' },
    ],
    [
      { message: 'Product to patch not found yet', index: 0, receiveCount: 2 },
      { event: 'returned', index: 0, receiveCount: 2, why: 'waits for the product that it patches' },
    ],
    [{ message: 'Report written', requestId: 'r-1' }, { event: 'reported' }],
  ])('reads %j', (line, event) => {
    expect(read({ level: 'INFO', submissionId: ID, ...line })).toEqual([{ at: AT, ...event }]);
  });

  it('reads what a batch made of the items of one submission, an event for each outcome', () => {
    const events = read({
      message: 'Products saved',
      saved: 4,
      submissions: [
        { submissionId: 'another', created: [0] },
        {
          submissionId: ID,
          receiveCount: 2,
          created: [0, 1],
          repeated: [2],
          superseded: [3],
          cancelled: [4],
        },
      ],
    });

    expect(events).toEqual([
      { at: AT, event: 'saved', items: { created: [0, 1], repeated: [2] }, receiveCount: 2 },
      { at: AT, event: 'superseded', items: { superseded: [3] }, receiveCount: 2 },
      { at: AT, event: 'cancelled', items: { cancelled: [4] }, receiveCount: 2 },
    ]);
  });

  it('reads a submission that a batch names twice, because it was repeated under its key', () => {
    const events = read({
      message: 'Products saved',
      submissions: [
        { submissionId: ID, requestId: 'first try', created: [0] },
        { submissionId: ID, requestId: 'second try', created: [1] },
      ],
    });

    expect(events).toMatchObject([{ items: { created: [0] } }, { items: { created: [1] } }]);
  });

  it('keeps the message of a line that it does not know, and its reason', () => {
    const error = { name: 'ServiceException', message: 'S3 is out' };

    expect(read({ message: 'Report not written', submissionId: ID, error })).toEqual([
      { at: AT, event: 'logged', message: 'Report not written', why: 'ServiceException: S3 is out' },
    ]);
  });

  it.each([
    'START RequestId: 1',
    `plain text with ${ID}`,
    '',
    '{',
    'null',
    [ID],
    {},
    { message: 'Submission accepted', submissionId: 'another', detail: ID },
    { message: 'Products saved', submissions: [{ submissionId: 'another', created: [0] }] },
    { message: 'Products saved', submissions: [null, ID, 7] },
  ])('finds nothing in %j', (line) => {
    expect(read(line)).toEqual([]);
  });

  it('finds nothing at a time that is none', () => {
    expect(readLine({ atMs: 1e17, text: JSON.stringify({ submissionId: ID }) }, ID)).toEqual([]);
  });

  it('reads any line without an error, as events of the catalog’s words and with well-formed facts', () => {
    const fields = fc.constantFrom(
      'message',
      'submissionId',
      'submissions',
      'index',
      'messageId',
      'receiveCount',
      'code',
      'detail',
      'error',
      'name',
      ...EFFECTS,
    );
    const { line } = fc.letrec<{ line: unknown; value: unknown }>((tie) => ({
      line: fc.dictionary(fields, tie('value')),
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(
          ID,
          'Products saved',
          'Product failed',
          'Message received often',
          'constructor',
          '__proto__',
        ),
        fc.jsonValue(),
        fc.nat(),
        fc.array(tie('value'), { maxLength: 3 }),
        tie('line'),
      ),
    }));
    const text = fc.oneof(
      fc.string(),
      line.map((value) => JSON.stringify(value)),
    );

    fc.assert(
      fc.property(text, fc.integer(), (written, atMs) => {
        for (const event of readLine({ atMs, text: written }, ID)) {
          expect(written).toContain(ID);
          expect(Date.parse(event.at)).toBe(atMs);
          for (const number of [
            event.index,
            event.receiveCount,
            ...Object.values(event.items ?? {}).flat(),
          ]) {
            expect(number === undefined || typeof number === 'number').toBe(true);
          }
          for (const word of [event.messageId, event.code, event.why, event.message]) {
            expect(word === undefined || typeof word === 'string').toBe(true);
          }
        }
      }),
    );
  });
});
