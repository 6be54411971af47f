import { documentIds } from '@dcc/fhir-profiles';
import { documentVersion, isSection } from '@dcc/rules';
import type { CarePlan } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { octoberPlayed, octoberStory } from '../testing/month.ts';
import { problems } from '../testing/profiles.ts';
import { fiche, ficheIdentifier, nextVersion } from './fiche.ts';

const told = octoberStory();
const plan = told.cases.find(({ caseState }) => caseState === 'treated')!;
const made = fiche(plan, plan.end);
const decision = made.resources.find((one): one is CarePlan => one.resourceType === 'CarePlan')!;
const amendment = { reason: 'Ajout oublié.', addition: 'Consultation à un mois.' };
const next = nextVersion(plan, made.composition, decision, 2, amendment);

describe('fiche', () => {
  it('is a preliminary first version, about the session', () => {
    expect(problems(made.composition)).toEqual([]);
    expect(made.composition.status).toBe('preliminary');
    expect(documentVersion(made.composition)).toBe(1);
    expect(made.composition.event![0]!.period!.start).toBe('2026-10-06T17:30:00+02:00');
    expect(made.composition.attester).toBeUndefined();
  });

  it('has an identifier of its own, from which document ids can be made', () => {
    const identifiers = told.cases.map(ficheIdentifier);
    expect(new Set(identifiers).size).toBe(identifiers.length);
    expect(documentIds(ficheIdentifier(plan), 1).id).toMatch(/^2\.25\.\d+$/);
  });

  it('is the same whenever it is asked for', () => {
    expect(fiche(plan, plan.end)).toEqual(made);
  });
});

describe('nextVersion', () => {
  it('replaces the version before, says why, keeps the identifier', () => {
    const { composition } = next;
    expect(problems(composition)).toEqual([]);
    expect(problems(next.decision)).toEqual([]);
    expect(documentVersion(composition)).toBe(2);
    expect(composition.identifier).toEqual(made.composition.identifier);
    expect(composition.relatesTo).toEqual([
      { code: 'replaces', targetReference: { reference: `Composition/${made.composition.id}` } },
    ]);
    expect(composition.extension!.find(({ valueString }) => valueString)?.valueString).toBe(amendment.reason);
  });

  it('has a decision of its own with the addition, and points to it', () => {
    expect(next.decision.note!.at(-1)!.text).toBe(amendment.addition);
    expect(next.decision.id).not.toBe(decision.id);
    const own = next.composition.section!.find((one) => isSection(one, 'proposal'))!;
    expect(own.entry![0]!.reference).toBe(`CarePlan/${next.decision.id}`);
    expect(own.text!.div).toContain(amendment.addition);
  });

  it('changes nothing else', () => {
    const others = (one: typeof made.composition) =>
      one.section!.filter((section) => !isSection(section, 'proposal'));
    expect(others(next.composition)).toEqual(others(made.composition));
    expect(decision.note!.map(({ text }) => text)).not.toContain(amendment.addition);
  });

  it('is neither signed nor replacing twice when made from a signed one', () => {
    const third = nextVersion(
      plan,
      { ...next.composition, attester: [{ mode: 'legal' }] },
      next.decision,
      3,
      amendment,
    );
    expect(third.composition.attester).toBeUndefined();
    expect(third.composition.relatesTo).toHaveLength(1);
    expect(third.composition.extension!.filter(({ valueString }) => valueString)).toHaveLength(1);
    expect(third.decision.note).toHaveLength(next.decision.note!.length + 1);
  });
});

describe('the versions of the month', () => {
  const amended = octoberPlayed().filter(({ versions }) => versions.length > 1);

  it('are numbered without hole, final then amended', () => {
    expect(amended).toHaveLength(6);
    for (const { versions } of amended) {
      expect(versions.map(documentVersion)).toEqual(versions.map((_, index) => index + 1));
      expect(versions.map(({ status }) => status)).toEqual(
        versions.map((_, index) => (index === 0 ? 'final' : 'amended')),
      );
      expect(new Set(versions.map(({ identifier }) => identifier!.value)).size).toBe(1);
    }
  });
});
