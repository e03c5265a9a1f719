import { JSON_MEDIA_TYPE } from '@async-catalog/http-contract';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { deadLetterIds } from '../../openapi/examples.ts';
import { success } from '../../openapi/success.ts';
import { DeadLetterIds } from './dead-letter-ids.ts';
import { DroppedDeadLetters } from './drop-dead-letters.handler.ts';
import { dropDeadLetters } from './drop-dead-letters.ts';

export const dropDeadLettersDescription = describeOperation(dropDeadLetters, {
  operationId: 'dropDeadLetters',
  tags: ['Dead letters'],
  summary: 'Delete dead letters for good',
  description:
    'The products of these messages are lost: nothing saves them any more, and their items stay `failed`, or their submissions `overdue`. It takes ids only, so that nobody deletes what they haven’t seen. Can be repeated: what is gone is in `notFound` then.',
  request: {
    body: {
      required: true,
      content: { [JSON_MEDIA_TYPE]: { schema: DeadLetterIds, example: deadLetterIds } },
    },
  },
  responses: {
    200: success('What was deleted, and what was not found.', DroppedDeadLetters, {
      dropped: 1,
      notFound: deadLetterIds.ids.slice(1),
      more: false,
    }),
  },
  problems: ['MALFORMED_JSON', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
});
