/** How a peer is started. */
export interface PeerConfig {
  /** The processor that it hands products to; answers by itself without one. */
  readonly functionName: string | undefined;
  /** Whether it logs a line for each request. */
  readonly log: boolean;
}

export function loadPeerConfig(env: NodeJS.ProcessEnv = process.env): PeerConfig {
  return { functionName: env['PROCESSOR_FUNCTION_NAME'], log: env['PEER_LOG'] === '1' };
}
