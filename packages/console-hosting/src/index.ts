export { bucketOrigin } from './bucket-origin.ts';
export { cacheControlOf } from './cache-control.ts';
export type { ConsoleConfig } from './console-config.ts';
export { isFilePath } from './file-path.ts';
export { contentSecurityPolicy, securityHeaders } from './security-headers.ts';
