import { UsageError } from './errors.ts';

/** Refuses what can't be an id, of which a URL would be made that names something else. */
export function parseId(text: string): string {
  if (/^[\w-]+$/.test(text)) {
    return text;
  }
  if (text === '') {
    throw new UsageError('The id is empty. list prints ids.');
  }
  const [, id] = /\/(?:submissions|imports|products)\/([\w-]+)/.exec(text) ?? [];
  throw new UsageError(
    id === undefined
      ? `${text} is no id: ids have letters, digits and hyphens only. list prints them.`
      : `Give the id alone, ${id}, in place of ${text}. --url names the API.`,
  );
}
