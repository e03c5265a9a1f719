/**
 * Limit of a body in bytes as it is sent, compressed or not: 4 MiB. An event of API Gateway may hold it in base64,
 * and Lambda takes 6 MB of event, which leaves 4.5 MiB with the headers.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#function-configuration-deployment-and-execution
 */
export const MAX_SENT_BYTES = 4 * 1024 * 1024;

/** Limit of a body in bytes, after decompression: 5 MiB. */
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
