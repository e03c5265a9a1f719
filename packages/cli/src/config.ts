import { UsageError } from './errors.ts';

export interface Config {
  readonly url: string;
  readonly token?: string;
  /** Way in which this program was started, for hints. */
  readonly command: string;
}

/**
 * Reads where the API is and who calls it; an option wins over its variable.
 * @throws {UsageError}
 */
export function loadConfig(
  options: { readonly url?: string; readonly token?: string },
  env: NodeJS.ProcessEnv = process.env,
): Config {
  const { API_PORT: port = '3000', ASYNC_CATALOG_TOKEN: variable = '' } = env;
  const token = options.token ?? variable;
  if (/[^\x21-\x7e]/.test(token)) {
    throw new UsageError(
      'The access token has characters that no token has, such as a line feed or a space.',
    );
  }
  const program =
    env['npm_lifecycle_event'] === 'catalog' ? 'npx --yes pnpm@12 --silent catalog' : 'async-catalog';
  return {
    url: readUrl(options.url ?? `http://127.0.0.1:${port}`),
    command: options.url === undefined ? program : `${program} --url ${options.url}`,
    ...(token !== '' && { token }),
  };
}

function readUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new UsageError(`--url ${text}: give an http: or https: URL, such as http://127.0.0.1:3000.`);
  }
  return text.replace(/\/+$/, '');
}
