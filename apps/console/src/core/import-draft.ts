import { type GuessedMapping, guessMapping, type Sniffed } from '@async-catalog/import-mapping';

export type Mapping = GuessedMapping['mapping'];
export type MappingError = GuessedMapping['errors'][number];
type Guesses = GuessedMapping['guesses'];

const CHOSEN = 'is what you chose';

/** A file that was looked at, the mapping as it stands, and what is still wrong with it. */
export interface ImportDraft extends GuessedMapping {
  readonly sniffed: Sniffed;
  /** Guess before anybody changed it. */
  readonly firstGuesses: Guesses;
}

/** Begins with what is guessed, or with a mapping that was kept of the same file. */
export function createDraft(sniffed: Sniffed, kept?: Mapping): ImportDraft {
  const guessed = guessMapping(sniffed);
  const draft = { ...guessed, sniffed, firstGuesses: guessed.guesses };
  return kept === undefined ? draft : withMapping(draft, kept);
}

/** Changes the field of a column; without one, the column is left out. */
export function changeField(draft: ImportDraft, column: string, field: string | undefined): ImportDraft {
  const fields = draft.guesses.flatMap((guess) => {
    const next = guess.column === column ? field : guess.field;
    return next === undefined ? [] : [[guess.column, next] as const];
  });
  return withMapping(draft, { ...draft.mapping, columns: Object.fromEntries(fields) });
}

/** Changes how cells are read, or what is done with rows; `undefined` is the default. */
export function changeOption<Name extends 'decimal' | 'separator' | 'op'>(
  draft: ImportDraft,
  name: Name,
  value: Mapping[Name],
): ImportDraft {
  return withMapping(draft, { ...draft.mapping, [name]: value });
}

/** Changes the value that a field gets where the row has none; a blank one is no default. */
export function changeDefault(draft: ImportDraft, field: string, text: string): ImportDraft {
  const others = Object.entries(draft.mapping.defaults ?? {}).filter(([name]) => name !== field);
  const defaults = text === '' ? others : [...others, [field, text] as const];
  return withMapping(draft, {
    ...draft.mapping,
    defaults: defaults.length === 0 ? undefined : Object.fromEntries(defaults),
  });
}

/** Changes the layout, and guesses the columns anew for one. Without a layout, the columns stay. */
export function changeLayout(draft: ImportDraft, layout: Mapping['layout']): ImportDraft {
  if (layout === undefined) {
    return withMapping(draft, { ...draft.mapping, layout });
  }
  const guessed = guessMapping(draft.sniffed, { ...draft.mapping, columns: undefined, layout });
  return { ...guessed, sniffed: draft.sniffed, firstGuesses: guessed.guesses };
}

function withMapping(draft: ImportDraft, mapping: Mapping): ImportDraft {
  const { sniffed, firstGuesses } = draft;
  const { columns } = mapping;
  const guesses = firstGuesses.map((guess) => {
    const field = columns === undefined ? guess.field : ownValue(columns, guess.column);
    return field === guess.field ? guess : { column: guess.column, ...(field && { field }), reason: CHOSEN };
  });
  const errors = [...guessMapping(sniffed, mapping).errors, ...checkCurrency(mapping)];
  return { sniffed, firstGuesses, guesses, mapping, errors };
}

/** Refuses a default currency that can't be one: each row would be refused because of it. */
function checkCurrency({ defaults = {} }: Mapping): MappingError[] {
  const currency = ownValue(defaults, 'currency');
  return currency === undefined || /^[A-Z]{3}$/.test(currency)
    ? []
    : [
        {
          pointer: '/mapping/defaults/currency',
          code: 'INVALID_FORMAT',
          detail: 'a currency has three letters, such as EUR',
        },
      ];
}

function ownValue(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
