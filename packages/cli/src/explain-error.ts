import { CatalogProblemError } from '@async-catalog/client';
import { toPrintableJson, toPrintableText } from '@async-catalog/product-schema';
import { describeError } from './display/describe.ts';
import { EXIT, InterruptedError, UsageError } from './errors.ts';

/** An error as it is shown: one line, and the exit code. */
export interface Explanation {
  readonly code: string;
  readonly message: string;
  readonly exitCode: number;
}

/** Says in one line what went wrong and what to do. Nothing in it can steer a terminal. */
export function explainError(error: unknown): Explanation {
  const explanation = explain(error);
  return { ...explanation, message: toPrintableText(explanation.message) };
}

/** Formats it for a program. */
export function renderJson({ code, message, exitCode }: Explanation): string {
  return toPrintableJson({ event: 'error', code, message, exitCode });
}

function explain(error: unknown): Explanation {
  if (error instanceof CatalogProblemError) {
    return explainProblem(error);
  }
  if (!(error instanceof Error)) {
    return { code: 'UNEXPECTED', message: String(error), exitCode: EXIT.impossible };
  }
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof UsageError) {
    return { code: error.code, message, exitCode: EXIT.usedWrongly };
  }
  if (error instanceof InterruptedError) {
    return { code: error.code, message, exitCode: EXIT.interrupted };
  }
  // What a failed `fetch` says is in its cause.
  const cause = error.cause instanceof Error && message === 'fetch failed' ? `: ${error.cause.message}` : '';
  return { code: code ?? 'UNEXPECTED', message: `${message}${cause}`, exitCode: EXIT.impossible };
}

function explainProblem({ status, code, problem, message }: CatalogProblemError): Explanation {
  if (problem === undefined || code === undefined) {
    return {
      code: `HTTP_${status}`,
      message: `${message}. Is --url the catalog's API?`,
      exitCode: EXIT.impossible,
    };
  }
  const errors = (problem.errors ?? []).map(describeError);
  // The detail says to look at the errors, which are here.
  const text = errors.length > 0 ? `${problem.title}: ${errors.join('; ')}.` : problem.detail;
  const quote = `uote the request ${problem.requestId} if it stays.`;
  const retry = text.includes('Try again') ? `Q${quote}` : `Try again; q${quote}`;
  const fix = FIXES[code] ?? (status >= 500 ? retry : '');
  return {
    code,
    message: `${text} ${fix}`.trimEnd(),
    exitCode: EXIT_CODES[code] ?? EXIT.impossible,
  };
}

const EXIT_CODES: Readonly<Record<string, number>> = {
  INVALID_FILE: EXIT.usedWrongly,
  INVALID_MAPPING: EXIT.usedWrongly,
  INVALID_REQUEST: EXIT.usedWrongly,
  INVALID_PRODUCT: EXIT.someNotSaved,
  INVALID_ITEMS: EXIT.someNotSaved,
  NO_VALID_ITEM: EXIT.someNotSaved,
};

const FIXES: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'Set ASYNC_CATALOG_TOKEN to a valid access token.',
  IMPORT_NOT_FOUND: 'Check the id; only the caller who made an import can see it.',
  SUBMISSION_NOT_FOUND:
    'Check the id; only the caller who made a submission can see it, and an operator with --caller.',
  INVALID_MAPPING: 'Change it with --map field=column or --mapping.',
  REPORT_NOT_READY: 'It is there once the import has ended.',
};
