/** Settings that are written at deployment, or by the local API: one build serves all stages. */
export interface ConsoleConfig {
  /** Path of the API on this origin. */
  readonly apiUrl: string;
  readonly stage: string;
  /** OIDC issuer and client; absent when the API is open. */
  readonly auth?: { readonly issuer: string; readonly clientId: string; readonly audience?: string };
  /** Path of the fault controls, which only a laptop has. */
  readonly faults?: string;
}

/** Reads `config.json`, which stands beside the page. */
export async function loadConsoleConfig(): Promise<ConsoleConfig> {
  const response = await fetch(`${import.meta.env.BASE_URL}config.json`, { cache: 'no-cache' });
  if (!response.ok) {
    throw new Error(`config.json was answered with ${response.status}`);
  }
  return (await response.json()) as ConsoleConfig;
}
