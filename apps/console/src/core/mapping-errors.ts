import { fieldLabel } from './field-labels.ts';
import type { MappingError } from './import-draft.ts';

/** Builds the pointer to a part of a mapping, such as a column. */
export function mappingPointer(...path: readonly string[]): string {
  return ['mapping', ...path].map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Finds the errors of a part of a mapping. */
export function errorsAt(errors: readonly MappingError[], pointer: string): MappingError[] {
  return errors.filter((error) => error.pointer === pointer);
}

const QUOTED = /"((?:[^"\\]|\\.)*)"/g;

/** Says what is wrong with a mapping, and what to choose instead. */
export function explainMappingError({ pointer, code, detail }: MappingError): string {
  const [first = '', second = ''] = [...detail.matchAll(QUOTED)].map(([, text = '']) => text);
  if (pointer === '/mapping/decimal' && code === 'REQUIRED') {
    return `Column “${first}” holds “${second}”. Choose whether its comma marks decimals or separates thousands.`;
  }
  if (pointer === '/mapping/columns' && code === 'REQUIRED') {
    return `No column is the ${fieldLabel(first)} yet. Choose one: rows can’t be imported without it.`;
  }
  if (code === 'DUPLICATE_FIELD') {
    return `“${second}” is the ${fieldLabel(first)} already. Only tags and images can come from several columns.`;
  }
  if (code === 'TOO_SHORT') {
    return 'Give the attribute a name.';
  }
  if (pointer.startsWith('/mapping/columns/')) {
    return `A value of this column ${detail}.`;
  }
  return `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;
}
