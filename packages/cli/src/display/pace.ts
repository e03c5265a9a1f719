const WINDOW_MS = 15_000;

/** Speed of something that counts up. Undefined until it has moved, and once it hasn't moved for 15 s. */
export interface Pace {
  readonly perSecond: number | undefined;
  readonly secondsLeft: number | undefined;
  /** Time since it last moved, or since the first measurement. */
  readonly secondsStill: number;
}

/** Creates a meter of the speed within the last 15 s. */
export function createPaceMeter(now: () => number = () => performance.now()) {
  const samples: { readonly at: number; readonly done: number }[] = [];
  let moved: { readonly at: number; readonly done: number } | undefined;

  return (done: number, total: number | undefined): Pace => {
    const at = now();
    samples.push({ at, done });
    if (done !== moved?.done) {
      moved = { at, done };
    }
    while (samples.length > 2 && at - samples[0]!.at > WINDOW_MS) {
      samples.shift();
    }
    const [first] = samples;
    const seconds = (at - first!.at) / 1000;
    const perSecond = seconds > 0 && done > first!.done ? (done - first!.done) / seconds : undefined;
    const left = total === undefined ? undefined : Math.max(total - done, 0);
    return {
      perSecond,
      secondsStill: (at - moved.at) / 1000,
      secondsLeft: perSecond === undefined || left === undefined ? undefined : left / perSecond,
    };
  };
}
