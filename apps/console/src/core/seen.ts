import { newest, type Progress } from './newest.ts';

/** Most submissions and imports that are remembered; those that were seen longest ago go first. */
const MOST = 5000;

/** The furthest state of every submission and import that was on screen. */
export interface Seen {
  /** Answers what was read, or with the furthest progress that was seen where an answer came from before it. */
  furthest<State extends Progress>(id: string, read: State): State;
}

/** Remembers states across screens: a list that was read before, or came late, never shows an earlier status. */
export function createSeen(most = MOST): Seen {
  const states = new Map<string, Progress>();
  return {
    furthest(id, read) {
      const known = states.get(id);
      const further = newest<Progress>(known, read);
      states.delete(id);
      states.set(id, further);
      if (states.size > most) {
        states.delete(states.keys().next().value!);
      }
      return further === read ? read : { ...read, ...progressOf(further) };
    },
  };
}

function progressOf({ status, counts, reportReady, completedAt }: Progress): Progress {
  return { status, counts, reportReady, ...(completedAt !== undefined && { completedAt }) };
}
