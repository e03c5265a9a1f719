import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  generatedPositionFor,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  TraceMap,
} from '@jridgewell/trace-mapping';
import { onTestFinished } from 'vitest';

// oxlint-disable-next-line typescript/no-explicit-any -- the protocol has hundreds of shapes
type Params = Record<string, any>;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Params;
  readonly result?: Params;
  readonly error?: { readonly message: string };
}

/** A debugger's side of the inspector's protocol: https://chromedevtools.github.io/devtools-protocol/v8/ */
export type InspectorSession = ReturnType<typeof createSession>;

function createSession(send: (message: string) => void) {
  const answers = new Map<number, (message: Message) => void>();
  const listeners = new Map<string, (params: Params) => void>();
  return {
    receive(text: string): void {
      const message = JSON.parse(text) as Message;
      if (message.id !== undefined) {
        answers.get(message.id)?.(message);
      } else {
        listeners.get(message.method ?? '')?.(message.params ?? {});
      }
    },
    on: (method: string, listener: (params: Params) => void) => void listeners.set(method, listener),
    call: (method: string, params: Params = {}) =>
      new Promise<Params>((resolve, reject) => {
        const id = answers.size + 1;
        answers.set(id, ({ result, error }) =>
          error === undefined ? resolve(result ?? {}) : reject(new Error(error.message)),
        );
        send(JSON.stringify({ id, method, params }));
      }),
  };
}

/** Attaches to a process until the end of the test. */
export async function attach(url: string): Promise<InspectorSession> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  onTestFinished(() => socket.close());
  const session = createSession((message) => socket.send(message));
  socket.addEventListener('message', ({ data }) => session.receive(String(data)));
  return session;
}

/** Attaches to the threads of a process that have a name, as VS Code does: to those that run, and those that start. */
export async function attachToThreads(
  process: InspectorSession,
  name: string,
  onThread: (thread: InspectorSession) => void,
): Promise<void> {
  const threads = new Map<string, InspectorSession>();
  process.on('NodeWorker.attachedToWorker', ({ sessionId, workerInfo }) => {
    const thread = createSession(
      (message) => void process.call('NodeWorker.sendMessageToWorker', { sessionId, message }),
    );
    threads.set(sessionId, thread);
    if (String(workerInfo.title).endsWith(name)) {
      onThread(thread);
    }
  });
  process.on('NodeWorker.receivedMessageFromWorker', ({ sessionId, message }) =>
    threads.get(sessionId)?.receive(message),
  );
  await process.call('NodeWorker.enable', { waitForDebuggerOnStart: false });
}

/** A place where a thread was stopped, in terms of the source. */
export interface Pause {
  readonly source: string;
  readonly line: string;
  /** Evaluates an expression there. */
  readonly evaluate: (expression: string) => Promise<unknown>;
}

/**
 * Sets a breakpoint at the first place of a text in a source file, in the bundle that is made of it. Calls back when it is hit; the thread
 * goes on when that has resolved.
 */
export async function breakAt(
  session: InspectorSession,
  at: { readonly bundle: string; readonly source: string; readonly text: string },
  onPause: (pause: Pause) => Promise<void>,
): Promise<void> {
  const scripts = new Map<string, string>();
  session.on('Debugger.scriptParsed', ({ url, scriptId }) => scripts.set(url, scriptId));
  await session.call('Debugger.enable');
  const [url = '', scriptId] = [...scripts].find(([script]) => script.endsWith(`/${at.bundle}`)) ?? [];
  const map = new TraceMap(await readFile(fileURLToPath(`${url}.map`), 'utf8'), `${url}.map`);
  const lines = (await readFile(at.source, 'utf8')).split('\n');
  const line = lines.findIndex((candidate) => candidate.includes(at.text));
  const generated = generatedPositionFor(map, {
    source: pathToFileURL(at.source).href,
    line: line + 1,
    column: lines[line]?.indexOf(at.text) ?? -1,
    bias: LEAST_UPPER_BOUND,
  });
  const stop = async ({ callFrames: [frame] }: Params) => {
    const { lineNumber, columnNumber } = frame.location;
    const original = originalPositionFor(map, { line: lineNumber + 1, column: columnNumber });
    await onPause({
      source: fileURLToPath(original.source ?? ''),
      line: lines[(original.line ?? 0) - 1]?.trim() ?? '',
      evaluate: async (expression) => {
        const { callFrameId } = frame;
        const { result } = await session.call('Debugger.evaluateOnCallFrame', {
          callFrameId,
          expression,
          returnByValue: true,
        });
        return result.value;
      },
    });
    await session.call('Debugger.resume');
  };
  session.on('Debugger.paused', (params) => void stop(params));
  await session.call('Debugger.setBreakpoint', {
    location: { scriptId, lineNumber: (generated.line ?? 0) - 1, columnNumber: generated.column },
  });
}
