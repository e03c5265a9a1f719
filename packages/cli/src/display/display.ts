import type { Import } from '@async-catalog/client';
import type {
  ColumnGuess,
  FieldError,
  FileFormat,
  ImportIssueGroup,
  ImportMapping,
} from '@async-catalog/product-schema';
import type { StoryEvent } from '../story/story-event.ts';

/** A file as it will be read: shown before anything is sent. */
export interface ImportPlan {
  readonly fileName: string;
  readonly size: number;
  readonly format: FileFormat;
  readonly mapping: ImportMapping;
  readonly guesses: readonly ColumnGuess[];
  readonly notes: readonly string[];
  /** First items, by field, as they will be read. */
  readonly firstItems: readonly FirstItem[];
}

export interface FirstItem {
  readonly line: number;
  readonly value: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldError[];
}

/** State of an import when it was found under its key. */
export type Found = 'new' | 'resumed' | 'started' | 'ended';

export interface FoundImport {
  readonly state: Found;
  readonly import: Import;
  /** Bytes of the file that are there already. */
  readonly received: number;
}

/** An import at its end, as far as this command follows it. */
export interface ImportOutcome {
  readonly import: Import;
  readonly exitCode: number;
  readonly failedFile?: string;
  /** Codes of its issues, with how many there are of each. */
  readonly issues: readonly ImportIssueGroup[];
}

/** Output of the commands. */
export interface Display {
  plan(plan: ImportPlan): void;
  found(found: FoundImport): void;
  /** Shows how much of a file is read or uploaded. */
  bytes(step: 'reading' | 'uploading', done: number, total: number): void;
  uploaded(sent: number): void;
  /** Shows how far an import is. `expected`: items that it may have in all. */
  progress(state: Import, expected: number | undefined): void;
  outcome(outcome: ImportOutcome): void;
  /** Prints a line for a person. */
  note(text: string): void;
  /** Prints rows, of which a person sees the named columns. */
  rows(rows: readonly object[], columns: readonly string[]): void;
  /** Prints the events of a submission: a person sees them in words. */
  story(events: readonly StoryEvent[]): void;
  /** Prints one object. */
  record(record: object): void;
  /** Ends a bar, if there is one. */
  stop(): void;
}
