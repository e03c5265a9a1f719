import type { Command } from 'commander';
import type { Context, GlobalOptions } from './context.ts';

/** Creates the context of a command. */
export type Connect = (options: GlobalOptions) => Promise<Context>;

export type Run = ReturnType<typeof createRun>;

/** Creates the way in which commands run: with arguments, options and a context, to an exit code. */
export function createRun(connect: Connect, onExit: (code: number) => void) {
  return <Options extends object>(
    action: (args: readonly (string | undefined)[], options: Options, context: Context) => Promise<number>,
    /** Whether to look first if the API is there. */
    { reach = true } = {},
  ) =>
    async (...given: unknown[]): Promise<void> => {
      const command = given.at(-1) as Command;
      const options = command.optsWithGlobals<GlobalOptions & Options>();
      const context = await connect(options);
      if (reach) {
        await context.expectApi();
      }
      const args = command.processedArgs as (string | undefined)[];
      try {
        onExit(await action(args, options, context));
      } catch (error) {
        const [id = ''] = args;
        throw command.registeredArguments[0]?.name() === 'id'
          ? await (await import('./explain-not-found.ts')).explainNotFound(error, id, context)
          : error;
      }
    };
}
