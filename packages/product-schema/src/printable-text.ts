/**
 * Characters that control a terminal or the order of text, or that can't be seen. The two joiners stay: Persian words and composed
 * emoji need them.
 */
const UNPRINTABLE = /[[\p{Cc}\p{Cf}\u2028\u2029]--[\u200C\u200D]]/gv;

/** Those that JSON has within strings only: it escapes line feeds there, and indentation has them. */
const UNPRINTABLE_IN_JSON = /[[\p{Cc}\p{Cf}\u2028\u2029]--[\n\u200C\u200D]]/gv;

/** Escapes what isn't printable, so that text from outside can neither steer a terminal nor pass for other text. */
export function toPrintableText(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex}`;
  });
}

/** Formats a value as JSON, in which the same is escaped: it is read as the same value. */
export function toPrintableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replaceAll(UNPRINTABLE_IN_JSON, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
