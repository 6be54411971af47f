import type { SystemKey } from './systems.ts';

/** Codes with their French displays by code system key (`systems.ts`). */
export type Concepts = { [K in SystemKey]?: [code: string, display: string][] };

/** A file of `terminology/`: one value set, or one national code system whose codes make a set. */
export interface TerminologyFile {
  readonly name: string;
  readonly title: string;
  /** OID of the value set, without `urn:oid:`. */
  readonly oid: string;
  /** Revision date of the source. */
  readonly version: string;
  readonly concepts: Concepts;
}
