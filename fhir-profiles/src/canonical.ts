/**
 * Canonical base of everything we define. It is written here and as one alias in FSH (`input/fsh/aliases.fsh`);
 * a product that is deployed under another name changes these two lines only (docs/model.md).
 */
export const DCC = 'https://dcc.example.org/fhir';

/** Canonical of one of our profiles, extensions included: `profile('dcc-frcp')`. */
export function profile<T extends string>(id: T): `${typeof DCC}/StructureDefinition/${T}` {
  return `${DCC}/StructureDefinition/${id}`;
}

/** Canonical of one of our value sets. */
export function valueSet<T extends string>(id: T): `${typeof DCC}/ValueSet/${T}` {
  return `${DCC}/ValueSet/${id}`;
}

/** Canonical of one of our code systems. */
export function codeSystem<T extends string>(id: T): `${typeof DCC}/CodeSystem/${T}` {
  return `${DCC}/CodeSystem/${id}`;
}

/** The tags the product puts in `meta.tag`. */
export const TAG_SYSTEM = `${DCC}/tag`;

/** System of the identifiers of our own bots, subscriptions and stored reports. */
export const BOT_SYSTEM = `${DCC}/bot`;
