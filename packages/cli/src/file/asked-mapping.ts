import { readFile } from 'node:fs/promises';
import type { ImportMapping } from '@async-catalog/product-schema';
import { UsageError } from '../errors.ts';

/** Options of `import` that decide how its file is read. */
export interface MappingOptions {
  readonly map?: Readonly<Record<string, string>>;
  readonly mapping?: string;
  readonly decimal?: '.' | ',';
  readonly currency?: string;
  readonly op?: NonNullable<ImportMapping['op']>;
}

/** Puts the options but `--map` together with the file of `--mapping`; options win. Nothing of it is guessed. */
export async function readAskedMapping(options: MappingOptions): Promise<ImportMapping> {
  const { mapping, decimal, currency, op } = options;
  const file = mapping === undefined ? {} : await readMappingFile(mapping);
  return {
    ...file,
    ...(decimal !== undefined && { decimal }),
    ...(currency !== undefined && { defaults: { ...file.defaults, currency } }),
    ...(op !== undefined && { op }),
  };
}

/**
 * Adds a `field=column` to those before it, by column.
 * @throws {UsageError}
 */
export function addColumn(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const [, field, column] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (field === undefined || column === undefined) {
    throw new UsageError(`--map ${text}: write field=column, such as name=Title.`);
  }
  if (Object.hasOwn(before, column)) {
    throw new UsageError(`--map ${text}: the column ${column} fills ${before[column]} already.`);
  }
  return { ...before, [column]: field.trim() };
}

async function readMappingFile(file: string): Promise<ImportMapping> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `--mapping ${file}: ${(error as Error).message}. Give a file that holds a JSON object.`,
      {
        cause: error,
      },
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(
      `--mapping ${file}: it must hold a JSON object, such as {"columns": {"Title": "name"}}.`,
    );
  }
  return value;
}
