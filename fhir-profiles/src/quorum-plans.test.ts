import { describe, expect, it } from 'vitest';
import { DCC } from './canonical.ts';
import { THEMATIC } from './codes.ts';
import { EXTENSIONS } from './extensions.ts';
import { quorumCanonical, quorumPlans } from './quorum-plans.ts';
import { SYSTEMS } from './systems.ts';
import { inValueSet } from './terminology.ts';

interface Requirement {
  label: string;
  anyOf: string[];
  modes?: string[];
}

interface Rule {
  id: string;
  version: string;
  validFrom: string;
  rcpType: string;
  thematic: string[];
  exceptThematic?: string[];
  minDistinctSpecialties: number;
  allOf: Requirement[];
  recommended?: Requirement[];
}

const rules = (): Rule[] =>
  quorumPlans().map(({ extension }) => {
    const text = extension?.find(({ url }) => url === EXTENSIONS.QUORUM_DEFINITION)?.valueString;
    return JSON.parse(text!);
  });

const rule = (id: string): Rule => rules().find((one) => one.id === id)!;

describe('quorum rules', () => {
  it('are four, each known by its address and version', () => {
    const addresses = quorumPlans().map(({ url, version }) => `${url}|${version}`);
    expect(addresses).toEqual(rules().map(({ id, version }) => quorumCanonical(id, version)));
    expect(addresses).toContain(`${DCC}/PlanDefinition/quorum-standard|2023.12`);
    expect(new Set(addresses).size).toBe(4);
  });

  it('say from when they are in force', () => {
    for (const [index, { effectivePeriod }] of quorumPlans().entries()) {
      expect(effectivePeriod).toEqual({ start: rules()[index]!.validFrom });
    }
  });

  it('the standard one asks for a surgeon, an oncologist and a radiotherapist (spec/product.md 7.2)', () => {
    const { allOf, minDistinctSpecialties } = rule('quorum-standard');
    expect(minDistinctSpecialties).toBe(3);
    expect(allOf.map(({ label, anyOf }) => [label, anyOf])).toEqual([
      ['chirurgien', ['SM05', 'SM11', 'SM12', 'SM14', 'SM34']],
      ['oncologue', ['SM36']],
      ['radiothérapeute', ['SM37', 'SM45']],
    ]);
    expect(allOf.map(({ modes }) => modes)).toEqual(Array(3).fill(['present', 'visio', 'writtenOpinion']));
  });

  it('haematology needs no surgeon, oncogeriatrics needs a geriatrician', () => {
    expect(rule('quorum-hematologie').allOf.flatMap(({ anyOf }) => anyOf)).not.toContain('SM05');
    expect(rule('quorum-oncogeriatrie').allOf[0]?.anyOf).toEqual(['SM18']);
  });

  it('ours are marked as ours and to be confirmed', () => {
    const marked = quorumPlans().filter(({ description }) =>
      description?.includes('Règle propre au produit, à confirmer'),
    );
    expect(marked.map(({ url }) => url?.split('/').at(-1)).sort()).toEqual([
      'quorum-hematologie',
      'quorum-oncogeriatrie',
      'quorum-recours',
    ]);
    expect(quorumPlans().every(({ description }) => description?.includes('à confirmer'))).toBe(true);
  });

  it('name specialties and themes that exist', () => {
    const themes: string[] = Object.values(THEMATIC).map(({ code }) => code);
    for (const { allOf, recommended = [], thematic, exceptThematic = [] } of rules()) {
      for (const code of [...allOf, ...recommended].flatMap(({ anyOf }) => anyOf)) {
        expect(inValueSet('tre-r38', { system: SYSTEMS.R38.url, code }), code).toBe(true);
      }
      for (const theme of [...thematic, ...exceptThematic]) expect([...themes, '*']).toContain(theme);
    }
  });

  it('leave no theme of a standard RCP to two rules', () => {
    const standard = rules().filter(({ rcpType }) => rcpType === 'standard');
    for (const { code } of Object.values(THEMATIC)) {
      const applying = standard.filter(({ thematic, exceptThematic = [] }) => {
        return (thematic.includes('*') || thematic.includes(code)) && !exceptThematic.includes(code);
      });
      expect(applying, code).toHaveLength(1);
    }
  });
});
