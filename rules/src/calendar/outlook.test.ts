import { G15 } from '@dcc/fhir-profiles/src/codes.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import type { AppointmentResponse, Reference, Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import type { QuorumRule } from '../quorum/index.ts';
import { type AnswerMode, answersOf, responseOf } from './answers.ts';
import { convocationOf } from './convocation.ts';
import { closingOf, fillingOf, forecastAnswers, inscriptionsOf, outlookOf } from './outlook.ts';
import { sessionOfTests } from './testing.ts';

const RULE: QuorumRule = {
  id: 'quorum-standard',
  version: '2023.12',
  validFrom: '2023-12-01',
  validTo: null,
  rcpType: 'standard',
  thematic: ['*'],
  minDistinctSpecialties: 3,
  allOf: [{ label: 'radiothérapeute', anyOf: ['SM45'], modes: ['present', 'visio'] }],
};
const SPECIALTIES: Record<string, string> = { chir: 'SM05', onco: 'SM36', radio: 'SM45' };
const resolve = (reference: Reference | undefined): Resource | undefined => {
  const [type, id = ''] = (reference?.reference ?? '').split('/');
  if (type === 'Practitioner')
    return { resourceType: 'Practitioner', name: [{ family: id, suffix: ['DR'] }] };
  if (type !== 'PractitionerRole' || !SPECIALTIES[id]) return undefined;
  return {
    resourceType: 'PractitionerRole',
    id,
    code: [{ coding: [{ ...G15.DOCTOR }] }],
    specialty: [{ coding: [{ system: SYSTEMS.R38.url, code: SPECIALTIES[id] }] }],
    practitioner: { reference: `Practitioner/${id}` },
  };
};
const session = sessionOfTests();
const convocation = { ...convocationOf(session, 'RCP'), id: 'invite' };
const answered = (given: Record<string, AnswerMode>, leavesAt?: string) => {
  const responses: AppointmentResponse[] = Object.entries(given).map(([role, mode]) =>
    responseOf(convocation, { role: `PractitionerRole/${role}`, mode, leavesAt }),
  );
  return answersOf(convocation, responses);
};
const outlook = (given: Record<string, AnswerMode>) => outlookOf(session, answered(given), RULE, resolve);

describe('what the answers promise', () => {
  it('is a quorum when those who come suffice', () => {
    const { quorum, counts } = outlook({ chir: 'present', onco: 'visio', radio: 'present' });
    expect(quorum.status).toBe('reached');
    expect(quorum.evidence.map(({ name, mode }) => [name, mode])).toContainEqual(['Dr ONCO', 'visio']);
    expect(counts).toEqual({ present: 2, visio: 1, excused: 0, awaited: 0 });
  });

  it('is not known while an answer could still make it', () => {
    const { quorum, counts } = outlook({ chir: 'present', onco: 'present' });
    expect(quorum.status).toBe('unknown');
    expect(quorum.missing.join()).toContain('radiothérapeute');
    expect(counts.awaited).toBe(1);
    expect(quorum.awaited).toEqual(['Dr RADIO']);
  });

  it('is no quorum, with who is missing, once the only one is excused', () => {
    const { quorum } = outlook({ chir: 'present', onco: 'present', radio: 'excused' });
    expect(quorum.status).toBe('not-reached');
    expect(quorum.missing).toContain('radiothérapeute absent (présence ou visioconférence exigée)');
  });

  it('is not known without convocation or rule', () => {
    expect(outlookOf(session, [], RULE, resolve).quorum.status).toBe('unknown');
    expect(outlookOf(session, answered({}), undefined, resolve).quorum.missing[0]).toContain('aucune règle');
  });

  it('does not take a person nobody can find for a specialist', () => {
    const nobody = () => undefined;
    const answers = answered({ chir: 'present', onco: 'present', radio: 'present' });
    expect(outlookOf(session, answers, RULE, nobody).quorum.status).toBe('unknown');
  });
});

describe('the answers of one case', () => {
  it('carry the hour of leaving, the person and the specialty of the directory', () => {
    const leavesAt = '2026-10-06T18:30:00+02:00';
    expect(forecastAnswers(session, answered({ radio: 'visio' }, leavesAt), resolve)).toContainEqual({
      person: 'Practitioner/radio',
      name: 'Dr RADIO',
      physician: true,
      specialty: 'SM45',
      mode: 'visio',
      leavesAt,
    });
  });

  it('name who cannot be found by what is written on the session', () => {
    const [first] = forecastAnswers(session, [], () => undefined);
    expect(first).toMatchObject({ person: 'PractitionerRole/chir', name: 'Dr Paul ROY' });
    expect(first?.physician).toBeUndefined();
  });
});

describe('places', () => {
  it('are taken by every passage but those given up', () => {
    const cases = [{ status: 'planned' }, { status: 'cancelled' }, { status: 'finished' }] as const;
    expect(fillingOf(session, cases)).toEqual({ cases: 2, places: 12, full: false });
    const two = sessionOfTests({ extension: [] });
    expect(fillingOf(two, cases)).toEqual({ cases: 2, full: false });
    expect(fillingOf(session, Array(12).fill({ status: 'planned' })).full).toBe(true);
    expect(fillingOf(session, Array(13).fill({ status: 'planned' })).full).toBe(true);
    expect(fillingOf(session, Array(11).fill({ status: 'planned' })).full).toBe(false);
  });
});

describe('inscriptions', () => {
  it('close the given hours before the start, to the second', () => {
    const closing = Date.parse('2026-10-04T18:00:00+02:00');
    expect(closingOf(session)).toBe(closing);
    expect(inscriptionsOf(session, closing - 1)).toBe('open');
    expect(inscriptionsOf(session, closing)).toBe('closed');
  });

  it('close at the start when nothing is said, and are over when the session is no longer planned', () => {
    const plain = sessionOfTests({ extension: [] });
    expect(closingOf(plain)).toBe(Date.parse(session.period!.start!));
    expect(inscriptionsOf(sessionOfTests({ status: 'cancelled' }), 0)).toBe('over');
    expect(closingOf(sessionOfTests({ period: undefined }))).toBeUndefined();
  });
});
