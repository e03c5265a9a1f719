/** Names that can stand after `pnpm` in a command. */
export interface Known {
  /** Start of every command: `npx --yes pnpm@12`. */
  readonly pnpm: string;
  /** Scripts of each workspace by its name; those of the root by ''. */
  readonly scripts: ReadonlyMap<string, ReadonlySet<string>>;
  /** Programs that the root has installed. */
  readonly programs: ReadonlySet<string>;
  readonly isFile: (path: string) => boolean;
}

/** Commands of pnpm itself. */
const OWN = new Set(['install', 'exec', 'run']);

const COMMAND = /((?:npx (?:-\S+ )*)?\bpnpm(?:@[\w.]*\w)?) ([\w-][^`'"<)]*)/g;

/**
 * Finds commands that can't be pasted: without the way in which everybody can start pnpm, or of something that isn't there.
 * `folder` is that of the file that shows them; its workspace, if it has one, is the one in which they may be run too.
 */
export function findWrongCommands(
  text: string,
  known: Known,
  place: { readonly folder: string; readonly workspace?: string },
): string[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(COMMAND)].flatMap(([command, start = '', rest = '']) => {
      const fault = faultOf(start, rest, known, place);
      return fault === undefined ? [] : [`${index + 1}: ${command.trim()}: ${fault}`];
    }),
  );
}

function faultOf(
  start: string,
  rest: string,
  known: Known,
  { folder, workspace = '' }: { readonly folder: string; readonly workspace?: string },
): string | undefined {
  const { filter, word, next } = readWords(rest);
  const scripts = known.scripts.get(filter ?? '');
  if (scripts === undefined) {
    return `there is no workspace ${filter}`;
  }
  const everywhere =
    filter === undefined ? [scripts, known.scripts.get(workspace), known.programs] : [scripts];
  const exists = (name: string): boolean => everywhere.some((names) => names?.has(name));
  const isOption = rest.startsWith('-');
  if (!start.startsWith('npx')) {
    // Not a command but a sentence about pnpm, unless it names one.
    return isOption || OWN.has(word) || exists(word) ? `begin it with ${known.pnpm}` : undefined;
  }
  if (![known.pnpm, known.pnpm.replace(' pnpm', ' --offline pnpm')].includes(start)) {
    return `begin it with ${known.pnpm}`;
  }
  if (word === 'exec') {
    const [program = '', file = ''] = next;
    const isThere = !file.endsWith('.ts') || known.isFile(file) || known.isFile(`${folder}/${file}`);
    return program !== 'node' || isThere ? undefined : `there is no ${file}`;
  }
  const script = word === 'run' ? (next[0] ?? '') : word;
  return script === '' || OWN.has(script) || exists(script) ? undefined : `there is no script ${script}`;
}

/** Reads the words after `pnpm`: the workspace of `--filter`, the command, and what follows. */
function readWords(rest: string): { filter?: string; word: string; next: string[] } {
  const words = rest.split(/[ =]+/).map((word) => word.replace(/[.,;:)]+$/, ''));
  let filter: string | undefined;
  while (words[0]?.startsWith('-')) {
    const option = words.shift();
    filter = option === '--filter' ? words.shift() : filter;
  }
  const [word = '', ...next] = words;
  return { word, next, ...(filter !== undefined && { filter }) };
}
