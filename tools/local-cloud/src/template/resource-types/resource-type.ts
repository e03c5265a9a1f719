import { z } from 'zod';

/** A resource as seen by a `Ref` or `Fn::GetAtt`. */
export interface Referred {
  readonly name: string;
  readonly sqsEndpoint: string;
  /** A property's resolved value. */
  readonly property: (name: string) => unknown;
}

/** Support for a CloudFormation resource type. A property that isn't listed is refused. */
export interface ResourceType {
  /** Supported properties and values. */
  readonly honoured: z.ZodObject;
  /** Ignored properties, each with the reason why the local run behaves the same without it. */
  readonly ignored: Readonly<Record<string, string>>;
  /**
   * Property with the physical name, which CloudFormation generates if it is missing, and the rules for that
   * name.
   */
  readonly physicalName: {
    readonly property?: string;
    readonly maxLength: number;
    readonly lowerCase?: true;
  };
  /** Value of `Ref`. */
  readonly ref: (referred: Referred) => unknown;
  /** Values of `Fn::GetAtt`. */
  readonly attributes: Readonly<Record<string, (referred: Referred) => unknown>>;
}

/** A whole number, which CloudFormation also accepts as text. */
export const wholeNumber = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);
