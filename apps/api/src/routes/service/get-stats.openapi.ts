import { Stats } from '@async-catalog/product-schema';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { stats } from '../../openapi/examples.ts';
import { success } from '../../openapi/success.ts';
import { getStats } from './get-stats.ts';

export const getStatsDescription = describeOperation(getStats, {
  operationId: 'getStats',
  tags: ['Operations'],
  summary: 'Read what the service is doing now',
  description:
    'What was saved and what failed comes from metrics, of which AWS knows the last two minutes or so in part only: the newest counts still grow. The numbers of messages are approximate. An answer can be the one of up to 5 s ago; `asOf` says when it was read.',
  responses: { 200: success('The last 60 minutes, of all callers.', Stats, stats) },
});
