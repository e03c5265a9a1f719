import type { SubmissionTimeline } from '@async-catalog/client';
import type { Context, GlobalOptions } from '../context.ts';
import { formatCount } from '../display/format.ts';
import { EXIT, InterruptedError } from '../errors.ts';
import { explainLogError } from '../story/explain-log-error.ts';
import { type CatalogLog, chooseLog } from '../story/config.ts';
import { mergeEvents } from '../story/merge-events.ts';
import { LogError, MAX_LINES, readStoryLog, type StoryLog } from '../story/read-story-log.ts';

const MINUTE_MS = 60_000;

/** Clocks differ. */
const BEFORE_MS = MINUTE_MS;

/**
 * Time after the last event of a complete submission in which the log can have more of it: the queue repeats what fails, such as the
 * writing of a report, for seven hours.
 */
const AFTER_MS = 8 * 60 * MINUTE_MS;

/** Time after which a person is told what takes so long. */
const PATIENCE_MS = 3000;

export interface StoryOptions extends GlobalOptions {
  readonly stage?: string;
  readonly caller?: string;
}

/** Tells what became of a submission, from its record and from the log. The API decides whose it is before the log is read. */
export async function tellStory(id: string, options: StoryOptions, context: Context): Promise<number> {
  const log = chooseLog(options);
  const { catalog, display, signal } = context;
  const timeline = await catalog.getTimeline(id, { caller: options.caller, signal });
  const whose = options.caller === undefined ? '' : ` --caller '${options.caller}'`;
  const { logged, isCut } = await readLog(timeline, log, context, whose);
  display.story(mergeEvents(timeline.events, logged));
  if (logged.length === 0) {
    display.note(
      `No lines of it are in ${log.name}: they are too old to be kept, not there yet, or in another catalog's log.`,
    );
  }
  if (isCut) {
    display.note(`The log has more than ${formatCount(MAX_LINES)} lines of it: the later ones are left out.`);
    return EXIT.impossible;
  }
  return EXIT.allSaved;
}

/** @throws {ImpossibleError} if the log can't be read. */
async function readLog(
  { submissionId, events }: SubmissionTimeline,
  log: CatalogLog,
  { display, signal, hint }: Context,
  whose: string,
): Promise<StoryLog> {
  const times = events.map(({ at }) => Date.parse(at));
  const fromMs = Math.min(...times) - BEFORE_MS;
  const isComplete = events.some(({ event }) => event === 'completed');
  const untilMs = isComplete ? Math.max(...times) + AFTER_MS : undefined;
  const patience = setTimeout(() => {
    display.note(`Reading ${log.name} from ${new Date(fromMs).toISOString()} on…`);
  }, PATIENCE_MS);
  try {
    return await readStoryLog({ id: submissionId, fromMs, untilMs }, log, signal);
  } catch (error) {
    if (signal.aborted) {
      throw new InterruptedError('Stopped reading the log. Nothing was changed.');
    }
    throw error instanceof LogError
      ? explainLogError(error, log, hint(`submissions timeline ${submissionId}${whose}`))
      : error;
  } finally {
    clearTimeout(patience);
  }
}
