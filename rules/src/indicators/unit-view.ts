import type { Bundle } from '@medplum/fhirtypes';
import type { Contribution } from './cell.ts';
import type { Group, Population, Stratifier } from './definition.ts';
import type { CompiledExpression, ExpressionPool, Scope } from './expression.ts';
import { type Key, keyText, toKey, UNKNOWN } from './keys.ts';
import { parisMonth } from './paris-time.ts';
import { type Placed, stratumText } from './universe.ts';

const NO_BUNDLE: Bundle = { resourceType: 'Bundle', type: 'collection' };

/** What a unit, and then the next one, says to every group that asks: each question is answered once. */
export class UnitView {
  readonly #scope: Scope;
  readonly #placed = new Map<string, Placed[]>();
  /** Groups ask for one date after the other, most often the same. */
  #date: CompiledExpression | undefined;
  #month: string | undefined;

  constructor(pool: ExpressionPool) {
    this.#scope = pool.scope(NO_BUNDLE);
  }

  /** Goes on with another unit; nothing is left of the one before. */
  moveTo(bundle: Bundle): void {
    this.#scope.moveTo(bundle);
    if (this.#placed.size > 0) this.#placed.clear();
    this.#date = undefined;
  }

  isIn(group: Group): boolean {
    return this.#scope.isTrue(group.initial);
  }

  /** Month of the reference date in Paris; undefined when it cannot be read. */
  monthOf({ referenceDate }: Group): string | undefined {
    if (this.#date !== referenceDate) {
      this.#month = parisMonth(String(this.#scope.values(referenceDate)[0] ?? ''));
      this.#date = referenceDate;
    }
    return this.#month;
  }

  contributionTo({ numerator, denominator, observation }: Group): Contribution {
    return {
      numerator: this.#counted(numerator),
      denominator: this.#counted(denominator),
      observations: observation && this.#numbers(observation.criteria),
    };
  }

  /** Every combination of the components' keys; a component that gives nothing gives UNKNOWN. */
  placesOn(stratifier: Stratifier): Placed[] {
    let placed = this.#placed.get(stratifier.axis);
    if (!placed) {
      let all: Key[][] = [[]];
      for (const { expression } of stratifier.components) {
        const keys = this.#scope.values(expression).map((value) => toKey(value, expression.text));
        const own = keys.length > 0 ? keys : [UNKNOWN];
        all = all.flatMap((before) => own.map((key) => [...before, key]));
      }
      const distinct = new Map(all.map((keys) => [stratumText(keys), keys]));
      placed = [...distinct].map(([text, keys]) => ({ text, keys }));
      this.#placed.set(stratifier.axis, placed);
    }
    return placed;
  }

  #counted(population: Population | undefined): true | string[] | undefined {
    if (!population || !this.#scope.isTrue(population.criteria)) return undefined;
    const { distinct } = population;
    if (!distinct) return true;
    return this.#scope
      .values(distinct)
      .map((value) => (typeof value === 'string' ? value : keyText(toKey(value, distinct.text))));
  }

  #numbers(expression: CompiledExpression): number[] {
    return this.#scope.values(expression).map((value) => {
      if (typeof value === 'number') return value;
      throw new Error(`« ${expression.text} » ne donne pas un nombre`);
    });
  }
}
