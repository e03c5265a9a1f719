import { realpathSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Refuses modules from outside the deployment package. Otherwise a dependency that wasn't bundled would be
 * found in the developer's `node_modules`, but not on Lambda.
 */
export function confineToPackage(codeDirectory: string): void {
  const root = pathToFileURL(realpathSync(codeDirectory) + sep).href;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      if (resolved.url.startsWith('file:') && !resolved.url.startsWith(root)) {
        throw Object.assign(
          new Error(`Cannot find module '${specifier}': the deployment package (${codeDirectory}) lacks it`),
          { code: 'MODULE_NOT_FOUND' },
        );
      }
      return resolved;
    },
  });
}
