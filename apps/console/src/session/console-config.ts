import type { ConsoleConfig } from '@async-catalog/console-hosting';

/** Reads `config.json`, which stands beside the page. */
export async function loadConsoleConfig(): Promise<ConsoleConfig> {
  const response = await fetch(`${import.meta.env.BASE_URL}config.json`, { cache: 'no-cache' });
  if (!response.ok) {
    throw new Error(`config.json was answered with ${response.status}`);
  }
  return (await response.json()) as ConsoleConfig;
}
