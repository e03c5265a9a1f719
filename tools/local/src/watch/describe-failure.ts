import { stripVTControlCharacters } from 'node:util';

/** A frame of a stack trace in TypeScript. */
const FRAME = /^\s+at (?:.* \()?(?:file:\/\/)?(\/[^()]+\.tsx?:\d+:\d+)\)?$/gm;

/** Matches a place below the root in the source that is followed: not the runner's own, nor a dependency's. */
const SOURCE = /^\/(?:apps|packages)\/(?!.*\/node_modules\/)/;

/** Says in one line why new code isn't in effect, as `file:line:column: message`; only the message where there is no place in the source. */
export function describeFailure(error: unknown, root: string): string {
  const { message, stack = '', code } = error as Error & { code?: unknown };
  // The stack of other errors is that of this process.
  const text = stripVTControlCharacters(code === 'CODE' ? stack : message);
  const headline = text.split('\n').find((line) => /^\w*Error\b.*: /.test(line)) ?? text.split('\n')[0] ?? '';
  // A bundler's error begins with its place.
  const frames = code === 'BUNDLE' ? [] : [...text.matchAll(FRAME)].map(([, place = '']) => place);
  const place = frames.find((frame) => frame.startsWith(root) && SOURCE.test(frame.slice(root.length)));
  const line = code === 'BUNDLE' ? message : place === undefined ? headline : `${place}: ${headline}`;
  return line.replaceAll(`${root}/`, '');
}
