import { FileError } from '../file-error.ts';

const SPREADSHEET = 'save it as CSV (in Excel: "CSV UTF-8"), and send that';

/** First bytes of files that are taken for text by mistake: https://www.garykessler.net/library/file_sigs.html */
const KNOWN: readonly { readonly magic: readonly number[]; readonly detail: string }[] = [
  {
    magic: [0x50, 0x4b, 0x03, 0x04],
    detail: `is a ZIP file, as a spreadsheet (.xlsx, .ods) is; ${SPREADSHEET}`,
  },
  { magic: [0x50, 0x4b, 0x05, 0x06], detail: 'is an empty ZIP file; send a CSV or NDJSON file' },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], detail: `is a file of an old Office format (.xls); ${SPREADSHEET}` },
  { magic: [0x89, 0x50, 0x4e, 0x47], detail: 'is a PNG picture; send a CSV or NDJSON file' },
  { magic: [0xff, 0xd8, 0xff], detail: 'is a JPEG picture; send a CSV or NDJSON file' },
  { magic: [0x47, 0x49, 0x46, 0x38], detail: 'is a GIF picture; send a CSV or NDJSON file' },
  { magic: [0x25, 0x50, 0x44, 0x46], detail: 'is a PDF file; send a CSV or NDJSON file' },
  { magic: [0x42, 0x5a, 0x68], detail: 'is packed by bzip2; pack it by gzip, or not at all' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], detail: 'is packed by Zstandard; pack it by gzip, or not at all' },
  { magic: [0xfd, 0x37, 0x7a, 0x58], detail: 'is packed by xz; pack it by gzip, or not at all' },
  { magic: [0x37, 0x7a, 0xbc, 0xaf], detail: 'is packed by 7-Zip; pack it by gzip, or not at all' },
  { magic: [0x50, 0x41, 0x52, 0x31], detail: 'is a Parquet file; send a CSV or NDJSON file' },
  { magic: [0xff, 0xfe, 0x00, 0x00], detail: 'is UTF-32; save it as UTF-8' },
];

export function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/** @throws {FileError} If the bytes are those of a known format that isn't text. */
export function refuseKnownBinaries(head: Uint8Array): void {
  const known = KNOWN.find(({ magic }) => startsWith(head, magic));
  if (known !== undefined) {
    throw new FileError('NOT_TEXT', `The file ${known.detail}`);
  }
}
