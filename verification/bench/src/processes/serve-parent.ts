import type { ChildApi } from './child.ts';
import type { Call, Reply } from './messages.ts';

/** Answers the parent's calls. Ends the process, after `close`, when the parent disconnects. */
export function serveParent(api: ChildApi, close: () => Promise<void> | void = () => {}): void {
  process.on('message', (call: Call) => void answer(api, call));
  process.once('disconnect', () => void Promise.resolve(close()).finally(() => process.exit()));
}

async function answer(api: ChildApi, { id, method, args }: Call): Promise<void> {
  process.send?.(await replyTo(api, id, method, args));
}

async function replyTo(api: ChildApi, id: number, method: string, args: Call['args']): Promise<Reply> {
  try {
    return { id, result: await api[method]?.(...(args as never[])) };
  } catch (error) {
    return { id, error: error instanceof Error ? `${error.stack}` : String(error) };
  }
}
