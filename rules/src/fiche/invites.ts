import library from '@dcc/fhir-profiles/measures/library-invites.json' with { type: 'json' };

/** Version of the parameters below, as the indicators name it: `{DCC}/Library/invites|<version>`. */
export const INVITES_VERSION: string = library.version;

/**
 * A number that says whom a prompt is for: an age, a threshold. Versioned data (docs/model.md), the same for the
 * screens and for the indicators.
 * @param name of a variable of the Library.
 * @throws Error when the Library has no such number: the data and the code do not go together.
 */
export function inviteNumber(name: string): number {
  const found = library.extension.find(({ valueExpression }) => valueExpression.name === name);
  const value = Number(found?.valueExpression.expression ?? Number.NaN);
  if (Number.isNaN(value))
    throw new Error(`Library/invites|${INVITES_VERSION} : ${name} n’est pas un nombre.`);
  return value;
}
