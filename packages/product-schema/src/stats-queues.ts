/** The queues that feed the functions, without the prefix of the stage. */
export const STATS_QUEUES = ['product-queue', 'product-bulk-queue', 'import-queue'] as const;
export type StatsQueue = (typeof STATS_QUEUES)[number];
