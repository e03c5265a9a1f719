import type {
  Authenticate,
  Cursors,
  Documentation,
  Intake,
  ProductReader,
  ReportReader,
  SubmissionReader,
} from './ports.ts';
import type { OutOfReach } from './readiness.ts';

export interface Log {
  info(message: string, fields: Record<string, unknown>): void;
  error(message: string, fields: Record<string, unknown>): void;
}

/** Everything the routes need from outside. */
export interface Deps {
  readonly intake: Intake;
  readonly products: ProductReader;
  readonly submissions: SubmissionReader;
  readonly reports: ReportReader;
  /** `undefined`: the service is open to whoever reaches it. */
  readonly authenticate: Authenticate | undefined;
  readonly cursors: Cursors;
  readonly documentation: Documentation;
  readonly outOfReach: () => Promise<OutOfReach[]>;
  readonly log: Log;
  readonly now: () => Date;
  /** Rejects when the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly newId: () => string;
}
