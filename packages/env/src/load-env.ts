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
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, code, message }) => {
      const name = path.join('.');
      return code === 'invalid_type' && !(name in set) ? `${name} is not set` : `${name}: ${message}`;
    });
    throw new ConfigError(wrong.join('; '));
  }
  return parsed.data;
}
