/**
 * What of a client's middleware shows in a history: how a command becomes a request, when it is sent again, what an answer becomes. The
 * rest (endpoints, signatures, checksums, headers) takes most of a call's time, and nobody here reads it.
 */
const SHOWN = [
  'DocumentMarshall',
  'serializerMiddleware',
  'retryMiddleware',
  'DocumentUnmarshall',
  'deserializerMiddleware',
];

type Handler = (args: { readonly input: object; readonly request?: unknown }) => Promise<{ output: unknown }>;
type Middleware = (next: Handler, context: Context) => Handler;

/** The SDK's name for what a call's own options are part of. */
const OPTIONS = '__smithy_context';

interface Context {
  readonly [OPTIONS]: object;
}

/** As much of the SDK's middleware stack as its commands know. */
interface Stack {
  add(middleware: Middleware, options: { readonly name?: string }): void;
  addRelativeTo(middleware: Middleware, options: { readonly name?: string }): void;
  identifyOnResolve(): boolean;
  concat(other: { applyToStack(stack: Stack): void }): Stack;
  resolve(handler: Handler, context: Context): Handler;
}

interface Command {
  readonly input: object;
  resolveMiddleware(stack: Stack, config: object): unknown;
}

interface Options {
  readonly abortSignal?: AbortSignal;
}

export interface Client {
  readonly config: {
    requestHandler: { handle(request: unknown, options?: Options): Promise<unknown> };
  };
  readonly middlewareStack: { applyToStack(stack: Stack): void };
}

type Way = (command: Command, options?: Options) => Promise<unknown>;

/** Sends commands through what is shown of a client's own middleware, put together once for each kind of command. */
export function shortCutThrough(client: Client): Way {
  const { config } = client;
  // Each call copies what is listed, twice; what it needs, it looks up in the original.
  Object.keys(config).forEach((name) => Object.defineProperty(config, name, { enumerable: false }));
  const ways = new Map<unknown, Way>();

  function wayOf(command: Command): Way {
    const found = new Map<string | undefined, Middleware>();
    let common: Context = { [OPTIONS]: {} };
    const collect: Stack['add'] = (middleware, { name }) => void found.set(name, middleware);
    const stack: Stack = {
      add: collect,
      addRelativeTo: collect,
      identifyOnResolve: () => false,
      concat(other) {
        other.applyToStack(stack);
        return stack;
      },
      resolve(handler, context) {
        common = context;
        return handler;
      },
    };
    client.middlewareStack.applyToStack(stack);
    command.resolveMiddleware(stack, config);
    const middleware = SHOWN.flatMap((name) => found.get(name) ?? []);

    return async ({ input }, options) => {
      const context = { ...common, [OPTIONS]: { ...common[OPTIONS], ...options } };
      const send = ({ request }: { readonly request?: unknown }) =>
        config.requestHandler.handle(request, options) as Promise<{ output: unknown }>;
      const { output } = await middleware.reduceRight<Handler>(
        (next, one) => one(next, context),
        send,
      )({
        input,
      });
      return output;
    };
  }

  return (command, options) => {
    const known = ways.get(command.constructor);
    const way = known ?? wayOf(command);
    if (known === undefined) {
      ways.set(command.constructor, way);
    }
    return way(command, options);
  };
}
