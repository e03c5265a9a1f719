import { JSON_MEDIA_TYPE } from '@async-catalog/http-contract';
import { z } from '@hono/zod-openapi';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { deadLetterIds } from '../../openapi/examples.ts';
import { success } from '../../openapi/success.ts';
import { DeadLetterIds } from './dead-letter-ids.ts';
import { AllDeadLetters, RedrivenDeadLetters } from './redrive-dead-letters.handler.ts';
import { redriveDeadLetters } from './redrive-dead-letters.ts';

export const redriveDeadLettersDescription = describeOperation(redriveDeadLetters, {
  operationId: 'redriveDeadLetters',
  tags: ['Dead letters'],
  summary: 'Send dead letters back to be saved',
  description:
    'Sends them unchanged to the queue of large submissions. A product that is saved then turns from `failed` to `saved` in its submission; one that fails again comes back, with a new `id`: look at the list before you repeat. `{"all": true}` takes up to 1,000 that were there when the request began, and what 8 s suffice to receive; `more` says whether there may be others. Can be repeated: a message that is sent twice is saved once.',
  request: {
    body: {
      required: true,
      content: {
        [JSON_MEDIA_TYPE]: {
          schema: z
            .union([DeadLetterIds, AllDeadLetters])
            .openapi('DeadLetterChoice', {}, { unionPreferredType: 'oneOf' }),
          examples: { some: { value: deadLetterIds }, all: { value: { all: true } } },
        },
      },
    },
  },
  responses: {
    200: success('What was sent back, and what was not found.', RedrivenDeadLetters, {
      redriven: 1,
      notFound: deadLetterIds.ids.slice(1),
      more: false,
    }),
  },
  problems: ['MALFORMED_JSON', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
});
