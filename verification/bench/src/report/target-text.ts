import { type Target, verdictOf } from '../results/findings.ts';
import { figure } from './figure.ts';

/** Writes the limit with all its digits. */
export function boundText(target: Target): string {
  return `${target.bound} ${target.limit.toLocaleString('en-US', { maximumSignificantDigits: 17 })}${unitOf(target)}`;
}

/** Writes the value and, if it has one, its interval; each with the digits that show on which side of the limit it is. */
export function valueText(target: Target): string {
  const { value, low, high, limit } = target;
  const text = `${figure(value, limit)}${unitOf(target)}`;
  return low === undefined || high === undefined
    ? text
    : `${text} (${figure(low, limit)} to ${figure(high, limit)})`;
}

/** Writes a target as a line for the terminal. */
export function targetLine(target: Target): string {
  return `  ${verdictOf(target).padEnd(17)}  ${target.name}: ${valueText(target)}, ${boundText(target)}`;
}

function unitOf({ unit }: Target): string {
  return unit === '×' ? '×' : ` ${unit}`;
}
