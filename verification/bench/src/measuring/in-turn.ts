/** One of several variants to compare. */
export interface Contender<Measure> {
  readonly name: string;
  readonly measure: () => Promise<Measure>;
}

/**
 * Measures each contender once a round. The order rotates from round to round, so that none is always first.
 * @returns The measurements of each contender, by name, in the order of the rounds.
 */
export async function measureInTurn<Measure>(
  contenders: readonly Contender<Measure>[],
  rounds: number,
  onMeasured: (name: string) => void,
): Promise<ReadonlyMap<string, readonly Measure[]>> {
  const measured = new Map<string, Measure[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const first = round % contenders.length;
    const order = [...contenders.slice(first), ...contenders.slice(0, first)];
    for (const { name, measure } of order) {
      measured.get(name)?.push(await measure());
      onMeasured(name);
    }
  }
  return measured;
}
