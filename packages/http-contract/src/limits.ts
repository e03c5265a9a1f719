/** Bytes of a request's body, decoded and unpacked: 5 MiB. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024;

/** Products in one batch. */
export const MAX_BATCH_ITEMS = 1000;

/** Seconds a request waits at most: a gateway gives up after 30, and taking the products comes first. */
export const MAX_WAIT_SECONDS = 20;
