/** A line of the product, broken on purpose, and the invariant that has to notice. */
export interface Mutation {
  readonly name: string;
  /** From the repository's root. */
  readonly file: string;
  /** Stands once in the file. */
  readonly from: string;
  readonly to: string;
  readonly noticedBy: string;
}

const WORKER = 'apps/product-saver-worker/src';
const PROCESSOR = 'apps/create-product-processor/src';

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'a save is done whatever newer state stands',
    file: `${WORKER}/adapters/product-update.ts`,
    from: '#revision < :revision',
    to: '#revision <> :revision',
    noticedBy: 'versionsCountSaves',
  },
  {
    name: 'a save that is repeated is done again',
    file: `${WORKER}/adapters/product-update.ts`,
    from: '#revision < :revision',
    to: '#revision <= :revision',
    noticedBy: 'versionsCountSaves',
  },
  {
    name: 'a save leaves fields that the product no longer has',
    file: `${WORKER}/adapters/product-update.ts`,
    from: 'removes.push(name);',
    to: '',
    noticedBy: 'productsAreTheNewestAccepted',
  },
  {
    name: 'a save forgets when the product was created',
    file: `${WORKER}/adapters/product-update.ts`,
    from: 'if_not_exists(#createdAt, :updatedAt)',
    to: ':updatedAt',
    noticedBy: 'productsAreTheNewestAccepted',
  },
  {
    name: 'the order of saves is by number, not by time',
    file: 'packages/product-schema/src/revision.ts',
    from: "`${item.acceptedAt}#${item.submissionId}#${String(item.index).padStart(INDEX_DIGITS, '0')}`",
    to: "`${String(item.index).padStart(INDEX_DIGITS, '0')}#${item.acceptedAt}#${item.submissionId}`",
    noticedBy: 'ordersAreKept',
  },
  {
    name: 'a repeated save is told superseded',
    file: `${WORKER}/adapters/dynamo-product-store.ts`,
    from: 'return revision === item.revision ?',
    to: 'return revision < item.revision ?',
    noticedBy: 'outcomesAreTrue',
  },
  {
    name: 'a superseded save is told saved',
    file: `${WORKER}/adapters/dynamo-product-store.ts`,
    from: 'return revision === item.revision ?',
    to: 'return revision >= item.revision ?',
    noticedBy: 'outcomesAreTrue',
  },
  {
    name: 'the last delivery is not told from others',
    file: `${WORKER}/core/handle-batch.ts`,
    from: 'receiveCount >= maxReceiveCount',
    to: 'receiveCount > maxReceiveCount',
    noticedBy: 'everyItemHasOneOutcome',
  },
  {
    name: 'a delivery is taken off the queue though it could not be settled',
    file: `${WORKER}/core/verdict.ts`,
    from: "if (attempt?.status === 'rejected') {",
    to: "if (attempt?.status === 'rejected' && !(attempt.reason instanceof Error)) {",
    noticedBy: 'reportsTellWhatTheTableTells',
  },
  {
    name: 'what can never be saved is told, and not kept',
    file: `${WORKER}/core/handle-batch.ts`,
    from: 'await deadLetters.put(record.delivery, failure);',
    to: '',
    noticedBy: 'deadLettersAreTheFailuresTold',
  },
  {
    name: 'a dead letter is made of what an earlier delivery saved',
    file: `${WORKER}/core/verdict.ts`,
    from: "=== 'failed' ? verdict : { settlement }",
    to: "=== 'failed' ? verdict : verdict",
    noticedBy: 'deadLettersAreTheFailuresTold',
  },
  {
    name: 'what fails for a passing reason is given up, and still on the queue',
    file: `${WORKER}/core/verdict.ts`,
    from: '...(isLast && failed(',
    to: '...(isLast !== undefined && failed(',
    noticedBy: 'failuresAreToldLast',
  },
  {
    name: 'a report is marked though it is stale',
    file: `${WORKER}/adapters/dynamo-submission-store.ts`,
    from: "ConditionExpression: 'settlements = :settlements'",
    to: "ConditionExpression: 'settlements >= :settlements'",
    noticedBy: 'reportsTellWhatTheTableTells',
  },
  {
    name: 'a report is left stale when somebody settled meanwhile',
    file: `${WORKER}/core/write-report.ts`,
    from: 'record = marked ?? (await submissions.find(submissionId));',
    to: 'record = undefined;',
    noticedBy: 'reportsTellWhatTheTableTells',
  },
  {
    name: 'a submission is settled before what its report needs is kept',
    file: `${WORKER}/core/settle-submission.ts`,
    from: 'return base === undefined || base.total > 1 ||',
    to: 'return base === undefined ||',
    noticedBy: 'reportsTellWhatTheTableTells',
  },
  {
    name: 'a failure has no reason on record, nor a part that keeps it',
    file: `${WORKER}/core/write-report.ts`,
    from: 'latest.set(`${result.index}/${result.outcome}`, result);',
    to: 'latest.set(`${result.index}`, result);',
    noticedBy: 'reportsTellWhatTheTableTells',
  },
  {
    name: 'only the first of a submission’s items counts as its end',
    file: 'packages/product-schema/src/submission.ts',
    from: 'return countsOf(record).pending === 0;',
    to: 'return countsOf(record).pending < record.total;',
    noticedBy: 'deadLettersAreTheFailuresTold',
  },
  {
    name: 'entries that SQS refused count as sent',
    file: `${PROCESSOR}/adapters/aws/send-batch.ts`,
    from: 'unsent = unsent.filter(({ Id }) => !successful.has(Id));',
    to: 'unsent = unsent.filter(({ Id }) => Id === undefined && !successful.has(Id));',
    noticedBy: 'answersAreKept',
  },
  {
    name: 'a submission counts as queued before it is sent',
    file: `${PROCESSOR}/core/accepting/accept.ts`,
    from: '    await deliver(deps, record, items, request);\n  } catch',
    to: '    await submissions.markQueued(record.id, now().toISOString(), signal);\n    await deliver(deps, record, items, request);\n  } catch',
    noticedBy: 'answersAreKept',
  },
  {
    name: 'a repeat is another save than the first',
    file: `${PROCESSOR}/core/accepting/messages-of.ts`,
    from: 'acceptedAt: createdAt,',
    to: 'acceptedAt: new Date(Date.parse(createdAt) + Math.ceil(Math.random() * 999)).toISOString(),',
    noticedBy: 'outcomesAreTrue',
  },
  {
    name: 'a submission is on record only after it is sent',
    file: `${PROCESSOR}/core/accepting/accept.ts`,
    from: '  await deps.submissions.create(record, request.invocation.signal);\n  await deliver(deps, record, items, request);',
    to: '  await deliver(deps, record, items, request);\n  await deps.submissions.create(record, request.invocation.signal);',
    noticedBy: 'answersAreKept',
  },
  {
    name: 'a repeat under a key is a submission of its own',
    file: 'packages/product-schema/src/ids.ts',
    from: 'v5(`${caller}\\n${idempotencyKey}`, NAMESPACES.submission)',
    to: 'v5(`${caller}\\n${idempotencyKey}\\n${Math.random()}`, NAMESPACES.submission)',
    noticedBy: 'requestsAreAnswered',
  },
];
