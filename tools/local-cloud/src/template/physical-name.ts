import { createHash } from 'node:crypto';

/**
 * Builds the name of an unnamed resource from stack and logical id, as CloudFormation does. It has no random
 * suffix, so that a second run finds the resources of the first, and a hash only if it would be too long.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
export function generatedName(
  stackName: string,
  logicalId: string,
  { maxLength, lowerCase = false }: { readonly maxLength: number; readonly lowerCase?: boolean },
): string {
  const whole = `${stackName}-${logicalId}`;
  const cased = lowerCase ? whole.toLowerCase() : whole;
  if (cased.length <= maxLength) {
    return cased;
  }
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 12);
  return `${cased.slice(0, maxLength - hash.length - 1)}-${hash}`;
}
