import { styleText } from 'node:util';
import type { Import } from '@async-catalog/client';
import { SingleBar } from 'cli-progress';
import Table from 'cli-table3';
// Not string-width, whose regular expression of all emoji delays the start by 30 ms.
import stringWidth from 'fast-string-width';
import type { StoryEventName } from '../story/story-event.ts';
import { STORY_COLUMNS, storyRows } from '../story/story-rows.ts';
import { cellsOf, columnsOf, shorten, toCell } from './cells.ts';
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
import type { Display, FirstItem } from './display.ts';
import { formatBytes, formatCount } from './format.ts';
import { createPaceMeter, type Pace } from './pace.ts';

const BAR_WIDTH = 16;
const SHOWN_CELL = 28;
const SHOWN_FIELDS = 6;
/** Least width of a column that is wrapped. */
const NARROWEST = 12;

/** Creates the output for a terminal: tables, bars and colours (NO_COLOR leaves them out). */
export function createTerminalDisplay(output: NodeJS.WriteStream): Display {
  let running:
    | { readonly step: string; readonly bar: SingleBar; readonly pace: ReturnType<typeof createPaceMeter> }
    | undefined;
  const print = (line: string): void => {
    stop();
    output.write(`${line}\n`);
  };
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    styleText(format, text, { stream: output });

  function stop(): void {
    running?.bar.stop();
    running = undefined;
  }

  /** Draws a table; its last column is wrapped where it doesn't fit. */
  function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const lines = [head, ...rows];
    const widths = head.map((_, n) => Math.max(...lines.map((cells) => stringWidth(cells[n] ?? '')), 0) + 2);
    const others = widths.slice(0, -1).reduce((sum, width) => sum + width, head.length + 1);
    const last = Math.min(widths.at(-1) ?? 0, Math.max(output.columns - others, NARROWEST));
    const drawn = new Table({
      head: head.map((title) => paint('bold', title)),
      style: {
        head: [],
        border: styleText('dim', 'x', { stream: output }) === 'x' ? [] : ['dim'],
        compact: true,
      },
      colWidths: [...widths.slice(0, -1), last],
      wordWrap: true,
    });
    drawn.push(...rows.map((row) => [...row]));
    print(drawn.toString());
  }

  /** Moves the bar of a step, which may be a new one. */
  function show(
    step: string,
    done: number,
    total: number | undefined,
    describe: (pace: Pace) => string,
  ): void {
    if (running?.step !== step) {
      stop();
      const bar = new SingleBar({
        format: `${step} ${paint('cyan', '{bar}')} {text}`,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        barsize: BAR_WIDTH,
        hideCursor: true,
        // A wrapped line can't be overwritten.
        linewrap: false,
        stream: output,
      });
      bar.start(total ?? 1, 0, { text: '' });
      running = { step, bar, pace: createPaceMeter() };
    }
    // A bar whose end isn't known stays short of it.
    running.bar.setTotal(total ?? done * 2 + 1);
    running.bar.update(done, { text: describe(running.pace(done, total)) });
  }

  return {
    plan(plan) {
      print(paint('bold', describeFile(plan)));
      plan.notes.forEach((note) => print(`  ${paint('yellow', toCell(note))}`));
      table(
        ['column', 'field', 'why'],
        listGuesses(plan.guesses).map(({ column, field, reason }) => [
          shorten(toCell(column), SHOWN_CELL),
          field === undefined ? paint('dim', 'ignored') : paint('green', toCell(field)),
          toCell(reason),
        ]),
      );
      const { head, rows } = firstRows(plan.firstItems);
      if (rows.length > 0) {
        print('The first rows as they will be read:');
        table(head, rows);
      }
    },
    found: (found) => print(describeFound(found)),
    bytes: (step, done, total) => show(step, done, total, (pace) => describeBytes(done, total, pace)),
    uploaded(sent) {
      print(`Sent ${formatBytes(sent)}.`);
    },
    progress(state: Import, expected) {
      const done = state.counts.total - state.counts.pending;
      const total = expected === undefined ? undefined : Math.max(expected, state.counts.total);
      show(state.dryRun ? 'checking' : 'saving', done, total, (pace) => describeProgress(state, pace));
    },
    outcome(outcome) {
      const { status } = outcome.import;
      print(paint(status === 'completed' ? 'green' : 'red', describeOutcome(outcome)));
      table(
        ['outcome', 'items'],
        outcomeRows(outcome.import).map(([name, count]) => [name, formatCount(count)]),
      );
      if (outcome.issues.length > 0) {
        table(['issue', 'rows', 'for example'], outcome.issues.map(issueCells));
      }
    },
    note: print,
    rows(rows, columns) {
      table(
        columns,
        rows.map((row) => cellsOf(row, columns).map((cell) => shorten(cell, SHOWN_CELL * 2))),
      );
    },
    story(events) {
      table(
        STORY_COLUMNS,
        storyRows(events).map((row) => {
          const [at = '', after = '', event = '', what = ''] = cellsOf(row, STORY_COLUMNS);
          return [at, paint('dim', after), paint(colourOf(row.event), event), what];
        }),
      );
    },
    record(record) {
      const width = Math.max(...Object.keys(record).map((name) => name.length));
      for (const [name, value] of Object.entries(record)) {
        print(`${paint('dim', name.padEnd(width))}  ${toCell(value)}`);
      }
    },
    stop,
  };
}

/** Green is what went well, yellow what comes again, red what needs somebody. */
function colourOf(event: StoryEventName): Parameters<typeof styleText>[0] {
  switch (event) {
    case 'saved':
    case 'completed':
    case 'reported':
      return 'green';
    case 'received_often':
    case 'returned':
    case 'cancelled':
    case 'superseded':
      return 'yellow';
    case 'failed':
    case 'dead_lettered':
      return 'red';
    default:
      return 'cyan';
  }
}

/** Lays out the first items: their line, some of their fields, and what is wrong with them. */
function firstRows(items: readonly FirstItem[]): { head: string[]; rows: string[][] } {
  const fields = columnsOf(items.map(({ value }) => value));
  const shown = fields.slice(0, SHOWN_FIELDS);
  const hasErrors = items.some(({ errors = [] }) => errors.length > 0);
  return {
    head: [
      'line',
      ...shown,
      ...(fields.length > shown.length ? ['…'] : []),
      ...(hasErrors ? ['errors'] : []),
    ],
    rows: items.map(({ line, value, errors = [] }) => [
      String(line),
      ...shown.map((field) => shorten(toCell(value[field]), SHOWN_CELL)),
      ...(fields.length > shown.length ? [`+${fields.length - shown.length}`] : []),
      ...(hasErrors ? [shorten(errors.map(({ detail }) => toCell(detail)).join('; '), SHOWN_CELL * 2)] : []),
    ]),
  };
}
