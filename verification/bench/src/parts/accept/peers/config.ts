/** The settings of a peer. */
export interface PeerConfig {
  /** Processor that gets the products; without one, the peer answers on its own. */
  readonly functionName: string | undefined;
  /** Logs a line for each request. */
  readonly log: boolean;
}

export function loadPeerConfig(env: NodeJS.ProcessEnv = process.env): PeerConfig {
  return { functionName: env['PROCESSOR_FUNCTION_NAME'], log: env['PEER_LOG'] === '1' };
}
