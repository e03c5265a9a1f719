import { UsageError } from './errors.ts';

/** Items that may fail before the exit code says so: a number, or a share of all. */
export type MaxFailed = { readonly items: number } | { readonly share: number };

/** @throws {UsageError} */
export function parseMaxFailed(text: string): MaxFailed {
  if (/^\d{1,9}$/.test(text)) {
    return { items: Number(text) };
  }
  const [, percent] = /^(\d{1,3}(?:\.\d+)?)%$/.exec(text) ?? [];
  if (percent === undefined || Number(percent) > 100) {
    throw new UsageError(`--max-failed ${text}: give a number of rows, such as 10, or a share, such as 1%.`);
  }
  return { share: Number(percent) / 100 };
}
