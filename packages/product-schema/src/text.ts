import { z } from 'zod';
import { codePointName } from './code-point-name.ts';
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

/** Controls of ASCII: nothing that a consumer can mean, and a risk to terminals, files and XML. */
const CONTROL = /[\p{ASCII}&&\p{Cc}]/v;
const CONTROL_BUT_LAYOUT = /[[\p{ASCII}&&\p{Cc}]--[\t\n\r]]/v;

/** All but white space, controls and what no font draws: https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point */
export const VISIBLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Builds a check for text of up to `max` code points, as JSON Schema counts characters. Lone surrogates are refused, because UTF-8 can't
 * encode them (https://www.rfc-editor.org/rfc/rfc8259#section-8.2).
 */
export function characters(max: number): (payload: z.core.ParsePayload<string>) => void {
  return (payload) => {
    const { value } = payload;
    if (!value.isWellFormed()) {
      refuse(payload, 'NOT_WELL_FORMED', 'holds a lone surrogate; send well-formed Unicode');
      return;
    }
    // No code point is shorter than a unit of UTF-16, so most texts needn't be counted.
    const length = value.length > max ? codePointsIn(value) : 0;
    if (length > max) {
      refuse(payload, 'TOO_LONG', `has ${length} characters; send at most ${max}`);
    }
  };
}

/** Builds a check for text that can be seen. `fix` says what to do about an empty one. */
export function visible(fix: string): (payload: z.core.ParsePayload<string>) => void {
  return (payload) => {
    if (payload.value === '') {
      refuse(payload, 'TOO_SHORT', `is empty; ${fix}`);
    } else if (!VISIBLE.test(payload.value)) {
      const name = codePointName(payload.value);
      refuse(payload, 'INVALID_TEXT', `has no visible character, only ones such as ${name}; ${fix}`);
    }
  };
}

/** Builds a check that refuses what a pattern finds, and names it. */
export function without(
  pattern: RegExp,
  kind: string,
  code: FieldErrorCode,
): (payload: z.core.ParsePayload<string>) => void {
  return (payload) => {
    const [found] = pattern.exec(payload.value) ?? [];
    if (found !== undefined) {
      refuse(payload, code, `holds ${kind}, ${codePointName(found)}; remove it`);
    }
  };
}

/** Refuses control characters. */
export const noControls = without(CONTROL, 'a control character', 'INVALID_TEXT');

/** One line of text of up to `max` code points, kept as it was sent. */
export function text(max: number): z.ZodString {
  return z.string().check(characters(max), noControls).meta({ maxLength: max });
}

/** One line of text of up to `max` code points, one of them visible, without white space at its ends. */
export function visibleText(max: number, fix = 'leave it out or send null'): z.ZodString {
  return z
    .string()
    .trim()
    .check(characters(max), noControls, visible(fix))
    .meta({ minLength: 1, maxLength: max });
}

/** Text of up to `max` code points that may have several lines, and tabs. */
export function lines(max: number): z.ZodString {
  return z
    .string()
    .trim()
    .check(characters(max), without(CONTROL_BUT_LAYOUT, 'a control character', 'INVALID_TEXT'))
    .meta({ maxLength: max });
}

function codePointsIn(value: string): number {
  let count = 0;
  for (const _ of value) {
    count += 1;
  }
  return count;
}
