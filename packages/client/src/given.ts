type Given<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/** The values that were given: an option that is `undefined` is one that wasn't. */
export function given<Values extends object>(values: Values): Given<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Given<Values>;
}
