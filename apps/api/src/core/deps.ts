import type { Intake, ProductReader, ReportReader, SubmissionReader } from './ports.ts';
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
  readonly outOfReach: () => Promise<OutOfReach[]>;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
}
