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
  describeError,
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
/** Width of a terminal that doesn't say its own, or that it is 0. */
const USUAL_COLUMNS = 80;
/** Rows of the longest table: to draw one takes seconds by then. */
const MOST_ROWS = 10_000;
/** White space at both sides of a cell. */
const PADDING = 2;

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

  /** Draws a table, its last column wrapped where it doesn't fit; where a word wouldn't, or rows are many, prints each row by itself. */
  function table(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    describeRow = (cells: readonly string[]) => describeCells(head, cells),
  ): void {
    const lines = [head, ...rows];
    const widths = head.map((_, n) => widest(lines.map((cells) => cells[n] ?? '')) + PADDING);
    const others = widths.slice(0, -1).reduce((sum, width) => sum + width, head.length + 1);
    const room = (output.columns || USUAL_COLUMNS) - others;
    const lastWords = lines.flatMap((cells) => (cells[head.length - 1] ?? '').split(/\s+/));
    if (room < widest(lastWords) + PADDING || rows.length > MOST_ROWS) {
      rows.forEach((cells) => print(describeRow(cells)));
      return;
    }
    const drawn = new Table({
      head: head.map((title) => paint('bold', title)),
      style: {
        head: [],
        border: styleText('dim', 'x', { stream: output }) === 'x' ? [] : ['dim'],
        compact: true,
      },
      colWidths: [...widths.slice(0, -1), Math.min(widths.at(-1) ?? 0, room)],
      wordWrap: true,
    });
    rows.forEach((row) => drawn.push([...row]));
    print(drawn.toString());
  }

  /** Names the cells of a row, each on a line of its own. */
  function describeCells(head: readonly string[], cells: readonly string[]): string {
    return head
      .map((title, n) => [title, cells[n] ?? ''] as const)
      .filter(([, cell]) => cell !== '')
      .map(([title, cell]) => `${paint('bold', title)}  ${cell}`)
      .concat('')
      .join('\n');
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
        outcomeRows(outcome.import).map(([name, count]) => [toCell(name), formatCount(count)]),
      );
      if (outcome.issues.length > 0) {
        table(['issue', 'rows', 'for example'], outcome.issues.map(issueCells));
      }
    },
    note: (text) => print(toCell(text)),
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
        (cells) => cells.filter((cell) => stringWidth(cell) > 0).join('  '),
      );
    },
    record(record) {
      const cells = Object.entries(record).map(([name, value]) => [toCell(name), toCell(value)] as const);
      const width = widest(cells.map(([name]) => name));
      cells.forEach(([name, value]) => print(`${paint('dim', name.padEnd(width))}  ${value}`));
    },
    stop,
  };
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, stringWidth(text)), 0);
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
      ...(hasErrors ? [shorten(toCell(errors.map(describeError).join('; ')), SHOWN_CELL * 2)] : []),
    ]),
  };
}
