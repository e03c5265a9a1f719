/** What a child process gets of this one's environment: nothing that could change what is measured. */
export function childEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return { PATH: env['PATH'] ?? '' };
}
