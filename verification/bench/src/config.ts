/** Variables that child processes inherit: none that could change what is measured. */
export function childEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return { PATH: env['PATH'] ?? '' };
}
