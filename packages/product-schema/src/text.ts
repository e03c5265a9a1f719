import { z } from 'zod';
import type { FieldErrorCode } from './field-error.ts';

/** Adds an issue with one of our own codes, which `fieldErrorsOf` reads back from `params`. */
export function refuse(
  payload: z.core.ParsePayload,
  code: FieldErrorCode,
  message: string,
  path: PropertyKey[] = [],
): void {
  payload.issues.push({ code: 'custom', input: payload.value, message, path, params: { code } });
}

/**
 * Builds a check for text of `min` to `max` code points, as JSON Schema counts characters. Lone surrogates are refused, because UTF-8 can't
 * encode them (https://www.rfc-editor.org/rfc/rfc8259#section-8.2).
 */
export function characters(min: number, max: number): (payload: z.core.ParsePayload<string>) => void {
  return (payload) => {
    if (!payload.value.isWellFormed()) {
      refuse(payload, 'NOT_WELL_FORMED', 'holds a lone surrogate; send well-formed Unicode');
      return;
    }
    const length = codePointsIn(payload.value);
    if (length < min) {
      refuse(payload, 'TOO_SHORT', `has ${length} characters; send at least ${min}`);
    }
    if (length > max) {
      refuse(payload, 'TOO_LONG', `has ${length} characters; send at most ${max}`);
    }
  };
}

/** Text of `min` to `max` code points. */
export function text(min: number, max: number): z.ZodString {
  return z.string().check(characters(min, max)).meta({ minLength: min, maxLength: max });
}

function codePointsIn(value: string): number {
  let count = 0;
  for (const _ of value) {
    count += 1;
  }
  return count;
}
