import { stripVTControlCharacters } from 'node:util';

/** A frame of a stack trace in TypeScript source that isn't a dependency's. */
const SOURCE_FRAME = /^\s+at (?:.* \()?(?:file:\/\/)?(\/(?!.*\/node_modules\/)[^()]+\.tsx?:\d+:\d+)\)?$/m;

/** Says in one line why new code isn't in effect, as `file:line:column: message`; only the message where there is no place in the source. */
export function describeFailure(error: unknown, root: string): string {
  const { message, stack = '', code } = error as Error & { code?: unknown };
  // The stack of other errors is that of this process.
  const text = stripVTControlCharacters(code === 'CODE' ? stack : message);
  const headline = text.split('\n').find((line) => /^\w*Error\b.*: /.test(line)) ?? text.split('\n')[0] ?? '';
  // A bundler's error begins with its place.
  const place = code === 'BUNDLE' ? undefined : SOURCE_FRAME.exec(text)?.[1];
  const line = code === 'BUNDLE' ? message : place === undefined ? headline : `${place}: ${headline}`;
  return line.replaceAll(`${root}/`, '');
}
