import { toPrintableJson } from '@async-catalog/product-schema';
import type { Display } from './display.ts';

const INTERVAL_MS = 1000;

/** Creates the output for programs: a JSON object a line, progress once a second at most. */
export function createJsonDisplay(
  output: Pick<NodeJS.WritableStream, 'write'>,
  now: () => number = () => performance.now(),
): Display {
  let last = { event: '', at: -Infinity };
  // A line that is looked at can't steer a terminal.
  const print = (value: object): void => void output.write(`${toPrintableJson(value)}\n`);

  function printDue(value: { readonly event: string; readonly [name: string]: unknown }): void {
    if (value.event !== last.event || now() >= last.at + INTERVAL_MS) {
      last = { event: value.event, at: now() };
      print(value);
    }
  }

  return {
    plan: (plan) => print({ event: 'plan', ...plan }),
    found: (found) => print({ event: 'import', ...found }),
    bytes: (step, done, total) => printDue({ event: step, done, total }),
    uploaded: (sent) => print({ event: 'uploaded', sent }),
    progress: (state, expected) => printDue({ event: 'progress', import: state, expected }),
    outcome: (outcome) => print({ event: 'outcome', ...outcome }),
    note: () => undefined,
    rows: (rows) => rows.forEach(print),
    story: (events) => events.forEach(print),
    record: print,
    stop: () => undefined,
  };
}
