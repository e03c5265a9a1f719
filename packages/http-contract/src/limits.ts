/** Limit of a request's body in bytes, after decoding and decompression: 5 MiB. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024;

/** Limit of a packed body's size unpacked, as a multiple of its packed size. */
export const MAX_PACKING_RATIO = 20;

/** Limit of products in one batch. */
export const MAX_BATCH_ITEMS = 1000;

/**
 * Longest wait of a request in seconds. A gateway gives up after 30, and accepting the products takes time
 * first.
 */
export const MAX_WAIT_SECONDS = 20;
