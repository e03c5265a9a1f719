import { ACCOUNT_ID, REGION } from '../local-account.ts';
import { holds } from './conditions.ts';
import { exportedValue, storedParameter } from './cross-stack.ts';
import { evaluate, NO_VALUE, text, type Scope } from './intrinsic-functions.ts';
import { generatedName } from './physical-name.ts';
import { RESOURCE_TYPES } from './resource-types/index.ts';
import type { Referred, ResourceType } from './resource-types/resource-type.ts';
import type { Stack } from './template.ts';
import { UnresolvableValueError } from './unresolvable-value-error.ts';

const TYPES: Readonly<Record<string, ResourceType>> = RESOURCE_TYPES;

const PSEUDO_PARAMETERS: Readonly<Record<string, unknown>> = {
  'AWS::AccountId': ACCOUNT_ID,
  'AWS::NoValue': NO_VALUE,
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Resolves the names in one stack's template, including exports and SSM parameters of other stacks. */
export class StackScope implements Scope {
  readonly stack: Stack;
  readonly #sqsEndpoint: string;
  readonly #all: readonly StackScope[];

  /** `all` may be filled in later, because stacks refer to each other. */
  constructor(stack: Stack, sqsEndpoint: string, all: readonly StackScope[]) {
    this.stack = stack;
    this.#sqsEndpoint = sqsEndpoint;
    this.#all = all;
  }

  ref(name: string): unknown {
    if (name === 'AWS::StackName') {
      return this.stack.name;
    }
    if (Object.hasOwn(PSEUDO_PARAMETERS, name)) {
      return PSEUDO_PARAMETERS[name];
    }
    if (Object.hasOwn(this.stack.template.Parameters, name)) {
      return this.#parameter(name);
    }
    const { type, referred } = this.#referTo(name);
    return type.ref(referred);
  }

  attribute(logicalId: string, attribute: string): unknown {
    const { type, typeName, referred } = this.#referTo(logicalId);
    const read = Object.hasOwn(type.attributes, attribute) ? type.attributes[attribute] : undefined;
    if (read === undefined) {
      throw new UnresolvableValueError(`${attribute} of ${logicalId} (${typeName}) is not known locally`);
    }
    return read(referred);
  }

  condition(name: string): boolean {
    const condition = this.stack.template.Conditions[name];
    if (condition === undefined) {
      throw new UnresolvableValueError(`there is no condition ${name}`);
    }
    return holds(condition, this);
  }

  exported(name: string): unknown {
    return exportedValue(name, this.#all);
  }

  /** Tells whether the resource exists, by its `Condition`. */
  has(logicalId: string): boolean {
    const condition = this.stack.template.Resources[logicalId]?.Condition;
    return condition === undefined || this.condition(condition);
  }

  /** The name that the resource has on AWS. */
  physicalName(logicalId: string): string {
    const { type, resource } = this.#declaration(logicalId);
    const { property } = type.physicalName;
    const given = property === undefined ? undefined : evaluate(resource.Properties[property], this);
    return given === undefined || given === NO_VALUE
      ? generatedName(this.stack.name, logicalId, type.physicalName)
      : text(given);
  }

  #referTo(logicalId: string): { type: ResourceType; typeName: string; referred: Referred } {
    const { type, resource } = this.#declaration(logicalId);
    const referred: Referred = {
      name: this.physicalName(logicalId),
      sqsEndpoint: this.#sqsEndpoint,
      property: (name) => evaluate(resource.Properties[name], this),
    };
    return { type, typeName: resource.Type, referred };
  }

  #declaration(logicalId: string) {
    const resource = this.stack.template.Resources[logicalId];
    if (resource === undefined) {
      throw new UnresolvableValueError(`stack ${this.stack.name} declares no ${logicalId}`);
    }
    const type = TYPES[resource.Type];
    if (type === undefined) {
      throw new UnresolvableValueError(`${logicalId} (${resource.Type}) does not exist locally`);
    }
    return { type, resource };
  }

  #parameter(name: string): unknown {
    const { Type, Default } = this.stack.template.Parameters[name] ?? {};
    if (Default === undefined) {
      throw new UnresolvableValueError(`parameter ${name} has no default value`);
    }
    switch (Type) {
      case 'String':
      case 'Number':
        return Default;
      case 'AWS::SSM::Parameter::Value<String>':
        return storedParameter(text(Default), this.#all);
      default:
        throw new UnresolvableValueError(`parameter ${name} has type ${Type}, which is not supported`);
    }
  }
}
