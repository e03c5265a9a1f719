import { createHash } from 'node:crypto';

/**
 * The name of a resource that its template doesn't name, as CloudFormation makes one up: from the stack and the
 * logical id. Instead of CloudFormation's random suffix, nothing, so that a second run finds what the first one
 * made; and a hash where the name would be too long.
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
