import { z } from 'zod';

/** A resource as seen by a `Ref` or `Fn::GetAtt`. */
export interface Referred {
  readonly name: string;
  readonly sqsEndpoint: string;
  /** A property's resolved value. */
  readonly property: (name: string) => unknown;
}

/** What the local cloud makes of a CloudFormation resource type. A property that isn't listed here is refused. */
export interface ResourceType {
  /** The properties that are honoured, and the values that are. */
  readonly honoured: z.ZodObject;
  /** The properties that are left out, each with the reason why the local run behaves the same without it. */
  readonly ignored: Readonly<Record<string, string>>;
  /** The property that holds the physical name (CloudFormation makes one up without it), and the rules for it. */
  readonly physicalName: {
    readonly property?: string;
    readonly maxLength: number;
    readonly lowerCase?: true;
  };
  /** What `Ref` returns. */
  readonly ref: (referred: Referred) => unknown;
  /** What `Fn::GetAtt` returns. */
  readonly attributes: Readonly<Record<string, (referred: Referred) => unknown>>;
}

/** A whole number; CloudFormation takes it as text, too. */
export const wholeNumber = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);
