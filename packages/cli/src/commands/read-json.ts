import { text as readText } from 'node:stream/consumers';
import { UsageError } from '../errors.ts';

/**
 * Reads a JSON object or array from an argument, or from the standard input if there is none.
 * @throws {UsageError}
 */
export async function readJson(argument: string | undefined, stdin: NodeJS.ReadStream): Promise<object> {
  if (argument === undefined && stdin.isTTY) {
    throw new UsageError('Give JSON on the standard input, such as: < one.json');
  }
  const source = argument ?? (await readText(stdin));
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    throw new UsageError(`This is not valid JSON: ${(error as Error).message}.`, { cause: error });
  }
  if (typeof value !== 'object' || value === null) {
    throw new UsageError('Give a JSON object.');
  }
  return value;
}
