import { formatCount } from '../formats/numbers.ts';

/** Outcomes in the order of the bar, done first; also the keys of `counts`. */
export const OUTCOMES = [
  'saved',
  'valid',
  'superseded',
  'failed',
  'rejected',
  'cancelled',
  'pending',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** Counts as the API gives them; only an import has `valid` ones, of a dry run. */
export type OutcomeCounts = Readonly<Record<Exclude<Outcome, 'valid'> | 'total', number>> & {
  readonly valid?: number;
};

function presentIn(counts: OutcomeCounts): (readonly [Outcome, number])[] {
  return OUTCOMES.map((outcome) => [outcome, counts[outcome] ?? 0] as const).filter(([, count]) => count > 0);
}

interface OutcomeBarProps {
  readonly counts: OutcomeCounts;
  readonly label?: string;
  /** Whether there may be more items. The bar has no parts then: it would be full, and shrink as more are found. */
  readonly isOpenEnded?: boolean;
}

/** Shows the outcomes of a submission or an import as a stacked bar. */
export function OutcomeBar({ counts, label = 'Outcomes', isOpenEnded = false }: OutcomeBarProps) {
  const present = presentIn(counts);
  const words = present.map(([outcome, count]) => `${formatCount(count)} ${outcome}`).join(', ');
  return (
    <div
      className="outcome-bar"
      role="img"
      aria-label={`${label}${isOpenEnded ? ' so far' : ''}: ${words || 'none yet'}`}
    >
      {(isOpenEnded ? [] : present).map(([outcome, count]) => (
        <span key={outcome} className={`outcome-${outcome}`} style={{ flexGrow: count }} />
      ))}
    </div>
  );
}

/** Names the outcomes with their counts; those that are 0 are left out. */
export function OutcomeCountsList({ counts }: { counts: OutcomeCounts }) {
  return (
    <ul className="outcome-counts">
      {presentIn(counts).map(([outcome, count]) => (
        <li key={outcome}>
          <span className={`dot outcome-${outcome}`} aria-hidden="true" />
          <strong>{formatCount(count)}</strong> {outcome}
        </li>
      ))}
    </ul>
  );
}
