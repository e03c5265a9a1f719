/** Modules that few events need: with the clients that they import, they are loaded when they are first used. */
export const late = {
  rejectedItems: () => import('./adapters/s3-rejected-item-store.ts'),
  reportParts: () => import('./adapters/s3-report-part-store.ts'),
};
