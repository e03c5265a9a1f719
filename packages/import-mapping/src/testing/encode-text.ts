import type { FileFormat } from '@async-catalog/product-schema';

/** Encodes a text. Of Windows-1252, only the characters that it shares with Latin-1 keep what they are. */
export function encodeText(text: string, encoding: FileFormat['encoding']): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return new TextEncoder().encode(text);
    case 'windows-1252':
      return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
    default:
      return Uint8Array.from(text.split('').flatMap((unit) => encodeUnit(unit.charCodeAt(0), encoding)));
  }
}

function encodeUnit(unit: number, encoding: 'utf-16le' | 'utf-16be'): number[] {
  const [high, low] = [unit >> 8, unit & 0xff];
  return encoding === 'utf-16le' ? [low, high] : [high, low];
}
