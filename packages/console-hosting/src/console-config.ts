/** Content of `config.json`, which the console fetches when it starts. One build serves all stages. */
export interface ConsoleConfig {
  /** Path of the API on the console's own origin. */
  readonly apiUrl: '/api' | '/';
  readonly stage: string;
  /** Issuer of the access tokens. Absent where the service is open. */
  readonly auth?: { readonly issuer: string; readonly clientId: string; readonly audience?: string };
  /** Base path of the fault controls, which only a local service has. */
  readonly faults?: string;
}
