import { isMet, type Target } from '../results/findings.ts';
import { figure } from './figure.ts';

export function boundText(target: Target): string {
  return `${target.bound} ${figure(target.limit)}${unitOf(target)}`;
}

export function valueText(target: Target): string {
  return `${figure(target.value)}${unitOf(target)}`;
}

/** Writes a target as a line for the terminal. */
export function targetLine(target: Target): string {
  return `  ${isMet(target) ? 'met   ' : 'MISSED'}  ${target.name}: ${valueText(target)} (${boundText(target)})`;
}

function unitOf({ unit }: Target): string {
  return unit === '×' ? '×' : ` ${unit}`;
}
