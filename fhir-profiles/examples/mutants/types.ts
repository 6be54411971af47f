import type { Resource } from '@medplum/fhirtypes';
import type { Edits } from './edit.ts';

/**
 * Why a mutant is refused:
 * - `invariant`: `rule` is the key of a constraint of ours, `field` opens its French message;
 * - `required`: `rule` and `field` are the path of an element whose minimum is not reached;
 * - `pattern`: `field` is the element whose fixed value is not there;
 * - `binding`: `rule` is the value set (last part of its canonical), `field` the coded element.
 */
export type MutantKind = 'invariant' | 'required' | 'pattern' | 'binding';

/** [rule, field, name of the valid example, what is changed in it] */
export type MutantRow = readonly [rule: string, field: string, example: string, edits: Edits];

export interface Mutant {
  readonly name: string;
  readonly kind: MutantKind;
  readonly rule: string;
  readonly field: string;
  readonly example: string;
  /** Canonical of the profile that refuses it. */
  readonly profile: string;
  readonly resource: Resource;
}
