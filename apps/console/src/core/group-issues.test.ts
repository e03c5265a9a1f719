import { expect, it } from 'vitest';
import { groupIssues } from './group-issues.ts';

const issue = (index: number, code: string) => ({
  index,
  code,
  severity: 'error',
  pointer: '',
  detail: `${code} ${index}`,
});

it('groups issues by code, most first, with the first of each as its example', () => {
  expect(groupIssues([issue(0, 'A'), issue(1, 'B'), issue(2, 'B')])).toEqual([
    { code: 'B', severity: 'error', count: 2, example: issue(1, 'B') },
    { code: 'A', severity: 'error', count: 1, example: issue(0, 'A') },
  ]);
});
