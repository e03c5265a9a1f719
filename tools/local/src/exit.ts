import { USAGE } from './flags.ts';

/** Codes of usage errors, which are reported in one line with exit code 2. */
const MISTAKES: ReadonlySet<unknown> = new Set(['USAGE', 'CONFIG']);

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** Formats a known error as one line, and any other, which is a defect, in full. */
export function explain(error: unknown): string {
  const code = codeOf(error);
  if (code === 'USAGE') {
    return `${(error as Error).message}\n${USAGE}`;
  }
  return code === undefined && error instanceof Error
    ? (error.stack ?? error.message)
    : (error as Error).message;
}

export function exitCodeOf(error: unknown): 1 | 2 {
  return MISTAKES.has(codeOf(error)) ? 2 : 1;
}
