import { execFileSync } from 'node:child_process';

/** States in which a stack is what its template says. A failed creation leaves a stack, with a template, that has nothing. */
const IN_USE = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE']);

/** Reads the template that a stack has on AWS; `undefined` if there is no such stack, or none that was ever created. */
export function readDeployedTemplate(stackName: string): unknown {
  if (readStack(stackName) === undefined) {
    return undefined;
  }
  const { TemplateBody } = callCloudFormation(stackName, 'get-template', '--template-stage', 'Original') as {
    readonly TemplateBody: unknown;
  };
  return typeof TemplateBody === 'string' ? JSON.parse(TemplateBody) : TemplateBody;
}

/** Reads an output of a stack; `undefined` if there is no such stack, or none that was ever created. */
export function readOutput(stackName: string, key: string): string | undefined {
  return readStack(stackName)?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
}

interface DeployedStack {
  readonly StackStatus: string;
  readonly Outputs?: readonly { readonly OutputKey: string; readonly OutputValue: string }[];
}

function readStack(stackName: string): DeployedStack | undefined {
  try {
    const { Stacks } = callCloudFormation(stackName, 'describe-stacks') as {
      readonly Stacks: readonly DeployedStack[];
    };
    return Stacks.find(({ StackStatus }) => IN_USE.has(StackStatus));
  } catch (error) {
    if (error instanceof Error && 'stderr' in error && String(error.stderr).includes('does not exist')) {
      return undefined;
    }
    throw error;
  }
}

/** Calls the AWS CLI, which every runner has. */
function callCloudFormation(stackName: string, command: string, ...options: string[]): unknown {
  const args = ['cloudformation', command, '--stack-name', stackName, '--output', 'json', ...options];
  const maxBuffer = 16 * 1024 * 1024;
  return JSON.parse(execFileSync('aws', args, { encoding: 'utf8', stdio: 'pipe', maxBuffer }));
}
