import {
  PROBLEM_MEDIA_TYPE,
  Problem,
  statusOf,
  titleOf,
  type ErrorCode,
} from '@async-catalog/product-schema';

type ProblemResponse = {
  description: string;
  content: { [PROBLEM_MEDIA_TYPE]: { schema: typeof Problem } };
};

/** How an operation's problems are described: for each status, the codes that come with it. */
export function problemResponses<Code extends ErrorCode>(
  ...codes: Code[]
): Record<ReturnType<typeof statusOf<Code>>, ProblemResponse> {
  const byStatus = Map.groupBy(codes, statusOf);
  const responses = [...byStatus].map(([status, group]) => [
    status,
    {
      description: group.map((code) => `\`${code}\`: ${titleOf(code)}.`).join(' '),
      content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem } },
    },
  ]);
  return Object.fromEntries(responses) as Record<ReturnType<typeof statusOf<Code>>, ProblemResponse>;
}
