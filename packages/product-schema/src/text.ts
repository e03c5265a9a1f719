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
    if (length === 0 && min > 0) {
      refuse(payload, 'TOO_SHORT', 'is empty; leave it out, send null, or send text');
    } else if (length < min) {
      refuse(payload, 'TOO_SHORT', `has ${length} characters; send at least ${min}`);
    }
    if (length > max) {
      refuse(payload, 'TOO_LONG', `has ${length} characters; send at most ${max}`);
    }
  };
}

/** Control characters of ASCII: nothing that a consumer can mean, and a risk to terminals, files and XML. */
const CONTROL = /[\p{ASCII}&&\p{Cc}]/v;
const CONTROL_BUT_LAYOUT = /[[\p{ASCII}&&\p{Cc}]--[\t\n\r]]/v;

/** Refuses what a pattern finds, and names it by its code point. */
export function without(
  pattern: RegExp,
  kind: string,
  code: FieldErrorCode,
): (payload: z.core.ParsePayload<string>) => void {
  return (payload) => {
    const [found] = pattern.exec(payload.value) ?? [];
    if (found !== undefined) {
      const hex = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      refuse(payload, code, `holds ${kind}, U+${hex}; remove it`);
    }
  };
}

/** One line of text, of `min` to `max` code points. */
export function text(min: number, max: number): z.ZodString {
  return z
    .string()
    .check(characters(min, max), without(CONTROL, 'a control character', 'INVALID_TEXT'))
    .meta({ minLength: min, maxLength: max });
}

/** One line of text without white space at its ends, which isn't counted. */
export function trimmedText(min: number, max: number): z.ZodString {
  return z
    .string()
    .trim()
    .check(characters(min, max), without(CONTROL, 'a control character', 'INVALID_TEXT'))
    .meta({ minLength: min, maxLength: max });
}

/** Text of up to `max` code points that may have several lines, and tabs. */
export function lines(max: number): z.ZodString {
  return z
    .string()
    .trim()
    .check(characters(0, max), without(CONTROL_BUT_LAYOUT, 'a control character', 'INVALID_TEXT'))
    .meta({ maxLength: max });
}

function codePointsIn(value: string): number {
  let count = 0;
  for (const _ of value) {
    count += 1;
  }
  return count;
}
