import { dependencyUnavailable } from '@async-catalog/http-contract';
import { defineOperation } from '../operation.ts';

export const getReadiness = defineOperation({
  method: 'GET',
  path: '/readyz',
  async handle(c) {
    const { deps, requestId } = c.var;
    const unavailable = await deps.findUnavailable();
    if (unavailable.length > 0) {
      for (const { name, error } of unavailable) {
        deps.log.error('dependency unavailable', { requestId, dependency: name, error });
      }
      throw dependencyUnavailable(`Unavailable: ${unavailable.map(({ name }) => name).join(', ')}.`);
    }
    return c.json({ status: 'ready' });
  },
});
