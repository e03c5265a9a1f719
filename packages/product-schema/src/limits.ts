/** 5 MiB of request body, after decoding and decompression. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024;

/** Products in one batch. */
export const MAX_BATCH_ITEMS = 1000;
