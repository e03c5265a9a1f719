import type { Import } from '@async-catalog/client';
import { STORY_COLUMNS, storyRows } from '../story/story-rows.ts';
import { cellsOf, toCell } from './cells.ts';
import {
  describeBytes,
  describeFile,
  describeFound,
  describeOutcome,
  describeProgress,
  issueCells,
  listGuesses,
  outcomeRows,
} from './describe.ts';
import type { Display } from './display.ts';
import { formatBytes } from './format.ts';
import { createPaceMeter } from './pace.ts';

const INTERVAL_MS = 5000;

/** Creates the output for a pipe: lines without colours or control characters, one every 5 s while something is going on. */
export function createPlainDisplay(
  output: Pick<NodeJS.WritableStream, 'write'>,
  now: () => number = () => performance.now(),
): Display {
  let step = '';
  let pace = createPaceMeter(now);
  let dueAt = 0;
  const print = (line: string): void => void output.write(`${line}\n`);

  /** Starts to measure when another step begins. */
  function enter(name: string): void {
    if (name !== step) {
      step = name;
      pace = createPaceMeter(now);
      dueAt = now() + INTERVAL_MS;
    }
  }

  function printDue(line: string): void {
    if (now() >= dueAt) {
      dueAt = now() + INTERVAL_MS;
      print(line);
    }
  }

  return {
    plan(plan) {
      print(describeFile(plan));
      plan.notes.forEach((note) => print(`  ${toCell(note)}`));
      for (const { column, field, reason } of listGuesses(plan.guesses)) {
        print(`  ${toCell(column)} -> ${toCell(field ?? 'ignored')} (${toCell(reason)})`);
      }
    },
    found: (found) => print(describeFound(found)),
    bytes(name, done, total) {
      enter(name);
      printDue(`${name}  ${describeBytes(done, total, pace(done, total))}`);
    },
    uploaded: (sent) => print(`Sent ${formatBytes(sent)}.`),
    progress(state: Import, expected) {
      enter('following');
      const { counts } = state;
      printDue(describeProgress(state, pace(counts.total - counts.pending, expected)));
    },
    outcome(outcome) {
      print(describeOutcome(outcome));
      outcomeRows(outcome.import).forEach(([name, count]) => print(`  ${toCell(name)} ${count}`));
      outcome.issues.forEach((group) => print(`  ${issueCells(group).join('  ')}`));
    },
    note: (text) => print(toCell(text)),
    rows: (rows, columns) => rows.forEach((row) => print(cellsOf(row, columns).join('\t'))),
    story: (events) => storyRows(events).forEach((row) => print(cellsOf(row, STORY_COLUMNS).join('\t'))),
    record: (record) =>
      Object.entries(record).forEach(([name, value]) => print(`${toCell(name)}\t${toCell(value)}`)),
    stop: () => undefined,
  };
}
