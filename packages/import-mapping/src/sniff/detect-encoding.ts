import type { FileFormat } from '@async-catalog/product-schema';
import { startsWith } from './known-binaries.ts';
import type { Head } from './unpack-head.ts';

export interface DetectedEncoding {
  readonly encoding: FileFormat['encoding'];
  /** Sentence for a person, where it isn't sure. */
  readonly note?: string;
}

/** Detects the encoding of a text. Only one that isn't UTF-8 needs a guess, and a note. */
export function detectEncoding(head: Head): DetectedEncoding {
  const { bytes } = head;
  if (startsWith(bytes, [0xff, 0xfe])) {
    return { encoding: 'utf-16le' };
  }
  if (startsWith(bytes, [0xfe, 0xff])) {
    return { encoding: 'utf-16be' };
  }
  return isUtf8(head)
    ? { encoding: 'utf-8' }
    : {
        encoding: 'windows-1252',
        note: 'The file is not UTF-8. It is read as Windows-1252, the encoding of Western European spreadsheets; check the accents in the first rows.',
      };
}

function isUtf8({ bytes, isWhole }: Head): boolean {
  try {
    // In a stream, a character that isn't complete at the end is no error.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}
