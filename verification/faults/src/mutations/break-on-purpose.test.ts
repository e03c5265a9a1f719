import { describe, expect, it } from 'vitest';
import { breakOnPurpose } from './break-on-purpose.ts';

const MUTATION = {
  name: 'a total is a difference',
  file: 'total.ts',
  from: 'a + b',
  to: 'a - b',
  noticedBy: 'totalsAdd',
};

describe('breakOnPurpose', () => {
  it('replaces the line, and nothing else', () => {
    expect(breakOnPurpose('const total = a + b;\nprint(total);\n', MUTATION)).toBe(
      'const total = a - b;\nprint(total);\n',
    );
  });

  it('no longer applies where the line is gone', () => {
    expect(breakOnPurpose('const total = sum(a, b);\n', MUTATION)).toBeUndefined();
  });

  it('no longer applies where the line occurs twice', () => {
    expect(breakOnPurpose('f(a + b);\ng(a + b);\n', MUTATION)).toBeUndefined();
  });
});
