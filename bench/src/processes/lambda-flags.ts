/**
 * What Lambda's own start script gives Node, for a function with 1,024 MB: a tenth of it for the young generation, the rest for the old.
 * Read in copies of `/var/runtime/bootstrap`, for example https://github.com/lambci/node-custom-lambda/blob/master/v10.x/bootstrap
 */
export const LAMBDA_FLAGS = [
  '--expose-gc',
  '--max-http-header-size=81920',
  '--max-semi-space-size=51',
  '--max-old-space-size=922',
] as const;
