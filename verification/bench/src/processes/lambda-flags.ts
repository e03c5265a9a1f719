/**
 * Lists the flags of Lambda's own start script: a tenth of the memory for the young generation, the rest for
 * the old. Source: copies of `/var/runtime/bootstrap`, for example
 * https://github.com/lambci/node-custom-lambda/blob/master/v10.x/bootstrap
 */
export function lambdaFlags(memoryMb = DEFAULT_MEMORY_MB): readonly string[] {
  const young = Math.floor(memoryMb / 10);
  return [
    '--expose-gc',
    '--max-http-header-size=81920',
    `--max-semi-space-size=${Math.floor(young / 2)}`,
    `--max-old-space-size=${memoryMb - young}`,
  ];
}

/** The memory that the template gives each function. */
const DEFAULT_MEMORY_MB = 1024;
