import { readdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { withFreshIds } from '../../baseline/fresh-ids.ts';
import type { RecordedCall } from '../../cloud/recorded-call.ts';
import { measureInTurn } from '../../measuring/in-turn.ts';
import { ChildError } from '../../processes/child.ts';
import { answerOnce, type FirstAnswer } from './answer-once.ts';
import type { MeasuredFunction } from './functions.ts';
import { buildVariants, CACHE_FOLDER, type Variant, type VariantName } from './variants.ts';

export type EventKind = 'idle' | 'working';

/** Measurements of one function by variant, in the order of the rounds. */
export interface ColdStarts extends Pick<MeasuredFunction, 'title' | 'maxAgainstClients'> {
  readonly bytes: Readonly<Partial<Record<VariantName, number | undefined>>>;
  readonly idle: ReadonlyMap<string, readonly FirstAnswer[]>;
  readonly working: ReadonlyMap<string, readonly FirstAnswer[]>;
}

/**
 * Tells whether a variant takes part with an event: the clients alone only with the idle one, the calls only
 * with the working one.
 */
function takesPart(name: VariantName, kind: EventKind): boolean {
  return kind === 'idle' ? name !== 'calls' : name !== 'clients';
}

export function measurementsARound(variants: readonly VariantName[]): number {
  return (['idle', 'working'] as const).flatMap((kind) => variants.filter((name) => takesPart(name, kind)))
    .length;
}

export async function measureColdStarts(
  measured: MeasuredFunction,
  options: {
    readonly variants: readonly VariantName[];
    readonly rounds: number;
    readonly directory: string;
    readonly environment: Readonly<Record<string, string>>;
    /** Our bundle's calls to other services for the working event. */
    readonly calls: readonly RecordedCall[];
    readonly onMeasured: (name: string) => void;
  },
): Promise<ColdStarts> {
  const { rounds, directory, environment, calls, onMeasured } = options;
  const variants = await buildVariants(measured, options.variants, directory);
  const eventFile = path.join(directory, `${measured.app}.json`);

  async function start({ name, module }: Variant, kind: EventKind): Promise<FirstAnswer> {
    const event = kind === 'idle' ? measured.idleEvent() : measured.workingEvent();
    const answered = await answerOnce({
      module,
      event: name === 'calls' ? withFreshIds(calls) : event,
      eventFile,
      environment,
    });
    const isOurs = !['empty', 'clients', 'calls'].includes(name);
    if (isOurs && !measured.isRight(answered.answer as never)) {
      throw new ChildError(
        `${measured.title}, ${name}, answered ${JSON.stringify(answered.answer).slice(0, 500)}`,
      );
    }
    return answered;
  }

  async function measure(kind: EventKind): Promise<ReadonlyMap<string, readonly FirstAnswer[]>> {
    const contenders = variants
      .filter(({ name }) => takesPart(name, kind))
      .map((variant) => ({ name: variant.name, measure: () => start(variant, kind) }));
    // Once before: files come into the system's cache, and the compile cache comes into being.
    for (const contender of contenders) {
      await contender.measure();
    }
    return measureInTurn(contenders, rounds, (name) => onMeasured(`${measured.title}, ${name}`));
  }

  const [idle, working] = [await measure('idle'), await measure('working')];
  const bytes = Object.fromEntries(await Promise.all(variants.map(sizeOf)));
  const { title, maxAgainstClients } = measured;
  return { title, maxAgainstClients, bytes, idle, working };
}

/**
 * Measures the size of all deployed code; `undefined` if most of it is `node_modules`, whose size says
 * little.
 */
async function sizeOf({ name, module }: Variant): Promise<[VariantName, number | undefined]> {
  if (name === 'unbundled') {
    return [name, undefined];
  }
  const file = fileURLToPath(module);
  const files = name === 'empty' ? [file] : await codeIn(path.dirname(file));
  const sizes = await Promise.all(files.map(async (one) => (await stat(one)).size));
  return [name, sizes.reduce((sum, size) => sum + size, 0)];
}

/** Lists the files of modules and of V8's compile cache. */
async function codeIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => /\.[cm]js$/.test(file) || file.startsWith(path.join(directory, CACHE_FOLDER)));
}
