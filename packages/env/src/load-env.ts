import type { z } from 'zod';

/** Variables of the environment that are missing or wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG';
}

/**
 * Parses the environment by a schema. A variable set to the empty string counts as not set.
 * @throws {ConfigError} naming every variable that is missing or wrong.
 */
export function loadEnv<Schema extends z.ZodType>(
  schema: Schema,
  env: NodeJS.ProcessEnv = process.env,
): z.output<Schema> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  // It is parsed once, so code made for this schema wouldn't pay for being made.
  const parsed = schema.safeParse(set, { jitless: true });
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => {
      const name = issue.path.join('.');
      return issue.code === 'invalid_type' && !(name in set)
        ? `${name} is not set`
        : `${name}: ${adviceOn(issue)}`;
    });
    throw new ConfigError(wrong.join('; '));
  }
  return parsed.data;
}

/** Our own checks name their fix; zod's sentences are for programmers. */
function adviceOn(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') {
    return `set one of ${issue.values.join(', ')}`;
  }
  return issue.code === 'invalid_format' && issue.message === 'Invalid URL' ? 'set a URL' : issue.message;
}
