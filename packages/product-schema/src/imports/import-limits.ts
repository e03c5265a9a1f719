/** Limit of a source file in bytes: 5 GiB, packed or not, and unpacked. */
export const MAX_IMPORT_BYTES = 5 * 1024 ** 3;

/** Limit of a file that is sent in one request, in bytes: 8 MiB. */
export const MAX_DIRECT_IMPORT_BYTES = 8 * 1024 ** 2;

/** Size of each part of an upload but the last, in bytes: 8 MiB. S3 takes 10,000 parts of at least 5 MiB. */
export const IMPORT_PART_BYTES = 8 * 1024 ** 2;

/** Parts of the largest file. */
export const MAX_IMPORT_PARTS = MAX_IMPORT_BYTES / IMPORT_PART_BYTES;

/** Limit of a file's name in characters. */
export const MAX_FILE_NAME_LENGTH = 255;

/** Part URLs in one answer. */
export const PART_URLS_PER_PAGE = 100;

/** Time for which a URL of a part, or of a report, is valid, in seconds: 1 hour. */
export const IMPORT_URL_SECONDS = 60 * 60;

/** Time to upload a file, in milliseconds: 24 hours. */
export const UPLOAD_DEADLINE_MS = 24 * 60 * 60 * 1000;

/** Rows of data in one file. */
export const MAX_IMPORT_ROWS = 1_000_000;

/** Limit of one row in bytes: 1 MiB. */
export const MAX_ROW_BYTES = 1024 ** 2;

export const MAX_IMPORT_COLUMNS = 200;

/** Limit of a column's name in characters. */
export const MAX_COLUMN_LENGTH = 255;
