import { allows, type Granted } from './granted.ts';
import type { IamCall } from '../recording/iam-call.ts';

export interface FunctionGrants {
  readonly name: string;
  readonly grants: readonly Granted[];
  /** Services by the actions that they perform with the function's role. */
  readonly byService: Readonly<Record<string, string>>;
}

/** Writes each statement of each role, with the calls that need it. */
export function permissionsPage(functions: readonly FunctionGrants[], calls: readonly IamCall[]): string {
  return `# Permissions

What each function's role grants in stage \`dev\`, with the calls that need it, as recorded while the built functions did everything that they
can do. \`verification/conformance/src/least-privilege.int.test.ts\` writes this page, and fails when a role grants more or less.
${functions.map((one) => section(one, calls)).join('')}`;
}

function section({ name, grants, byService }: FunctionGrants, calls: readonly IamCall[]): string {
  const rows = grants.map((grant) => {
    const made = calls.filter((call) => call.by === name && allows(grant, call));
    const operations = [...new Set(made.map(({ operation }) => operation))].toSorted();
    const conditions = Object.values(grant.conditions).flatMap((keys) =>
      Object.entries(keys).map(([key, pattern]) => `, only \`${key}\` \`${pattern}\``),
    );
    const called = [
      ...(byService[grant.action] === undefined ? [] : [byService[grant.action]]),
      ...operations.map((operation) => `\`${operation}\``),
    ].join(', ');
    return `| ${grant.sid || 'every function'} | \`${grant.action}\` | \`${grant.resource}\`${conditions.join('')} | ${called} |\n`;
  });
  return `
## ${name}

| statement | action | on | called by |
|---|---|---|---|
${rows.toSorted().join('')}`;
}
