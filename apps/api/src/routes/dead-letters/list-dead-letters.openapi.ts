import { DeadLetterList } from '../../core/dead-letters/list-dead-letters.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { deadLetterList } from '../../openapi/examples.ts';
import { success } from '../../openapi/success.ts';
import { ListDeadLettersQuery } from './list-dead-letters.handler.ts';
import { listDeadLetters } from './list-dead-letters.ts';

export const listDeadLettersDescription = describeOperation(listDeadLetters, {
  operationId: 'listDeadLetters',
  tags: ['Dead letters'],
  summary: 'List messages that could not be saved, and why',
  description:
    'SQS can’t list a queue: this receives its messages, which hides them from others, and releases them before it answers. So two requests at once hide messages from each other, and either can see few or none while `count` and `more` say that there are some: try again. A request that is cut off hides what it received for 30 s at most. The answer has no more than `limit` messages, 2.5 MiB of them, and what 8 s suffice to receive. There are no pages: what is listed leaves the queue when it is redriven or dropped, then the list shows others.',
  request: { query: ListDeadLettersQuery },
  responses: { 200: success('What the queue holds, in part or in whole.', DeadLetterList, deadLetterList) },
});
