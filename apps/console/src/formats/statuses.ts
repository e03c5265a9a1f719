/** Words for statuses and outcomes; what isn't known yet is shown as the API spells it. */
const WORDS: Readonly<Record<string, string>> = {
  completed_with_errors: 'completed with errors',
};

export function statusText(status: string): string {
  return WORDS[status] ?? status.replaceAll('_', ' ');
}

const TERMINAL: ReadonlySet<string> = new Set(['completed', 'completed_with_errors', 'failed', 'cancelled']);

export function isTerminal(status: string): boolean {
  return TERMINAL.has(status);
}
