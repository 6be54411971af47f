import {
  digestif,
  g8,
  hematologie,
  QUESTIONNAIRES,
  sein,
  thorax,
} from '@dcc/fhir-profiles/questionnaires/index.ts';
import type { QuestionnaireItem, QuestionnaireResponseItemAnswer } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { g8IsAltered } from './g8.ts';
import {
  type Answers,
  answersOf,
  askedItems,
  boundsOf,
  questionsOf,
  responseItems,
  scoreOf,
  summaryLines,
} from './questionnaire.ts';

const code = (one: string, display = one) => [{ valueCoding: { code: one, display } }];

describe('askedItems', () => {
  it('opens the questions of the site that was answered, and only those', () => {
    const asked = askedItems(digestif, { site: code('rectum') });
    expect([...asked]).toEqual(expect.arrayContaining(['colon-rectum', 'marge-crm', 'mmr']));
    for (const closed of ['hepatique', 'bclc', 'kit', 'her2-g'])
      expect(asked.has(closed), closed).toBe(false);
  });

  it('asks nothing under a group that is closed, whatever was answered before', () => {
    const answers = { site: code('foie'), mmr: code('dmmr') };
    const asked = askedItems(digestif, answers);
    expect(asked.has('mmr')).toBe(false);
    expect(asked.has('lynch')).toBe(false);
  });

  it('compares numbers, and an answer that was not given meets no comparison', () => {
    expect(askedItems(sein, { re: [{ valueDecimal: 5 }], rp: [{ valueDecimal: 0 }] }).has('pdl1')).toBe(true);
    expect(askedItems(sein, { re: [{ valueDecimal: 90 }], rp: [{ valueDecimal: 0 }] }).has('pdl1')).toBe(
      false,
    );
    expect(askedItems(sein, { re: [{ valueDecimal: 5 }] }).has('pdl1')).toBe(false);
    expect(
      askedItems(sein, { 'gg-envahis': [{ valueInteger: 2 }], 'geste-axillaire': code('curage') }).has(
        'atteinte-gg',
      ),
    ).toBe(true);
    expect(
      askedItems(sein, { 'gg-envahis': [{ valueInteger: 0 }], 'geste-axillaire': code('curage') }).has(
        'atteinte-gg',
      ),
    ).toBe(false);
  });

  it('knows « any »: one condition is enough', () => {
    for (const kind of ['lam', 'lal', 'smd'])
      expect(askedItems(hematologie, { type: code(kind) }).has('blastes')).toBe(true);
    expect(askedItems(hematologie, { type: code('myelome') }).has('blastes')).toBe(false);
  });

  it('meets a condition by one answer among several', () => {
    const answers = { 'sites-meta': [...code('foie'), ...code('peritoine')], site: code('colon') };
    expect(askedItems(digestif, answers).has('pci')).toBe(true);
  });

  it('closes what depends on a question that is closed itself', () => {
    const answers = { extension: code('positif'), metastases: code('os') };
    expect(askedItems(sein, answers).has('metastases')).toBe(true);
    expect(askedItems(sein, { ...answers, extension: code('negatif') }).has('metastases')).toBe(false);
  });
});

describe('responseItems', () => {
  it('keeps the groups of the form and drops what is not asked', () => {
    const items = responseItems(thorax, {
      type: code('cpc'),
      egfr: code('l858r'),
      'stade-cpc': code('limite'),
    });
    expect(items.map(({ linkId }) => linkId)).toEqual(['general', 'cpc-g']);
    expect(JSON.stringify(items)).not.toContain('l858r');
  });

  it('is empty when nothing was answered', () => {
    for (const form of QUESTIONNAIRES) expect(responseItems(form, {})).toEqual([]);
  });

  it('is read back as what was answered', () => {
    const answers: Answers = {
      type: code('cpc'),
      siadh: [{ valueBoolean: false }],
      pa: [{ valueDecimal: 40 }],
      tabac: code('actif'),
    };
    expect(answersOf(responseItems(thorax, answers))).toEqual(answers);
  });

  it('gives back any answers to questions that are asked', () => {
    for (const form of QUESTIONNAIRES) {
      fc.assert(
        fc.property(answersFor(form), (answers) => {
          const asked = askedItems(form, answers);
          const kept = Object.fromEntries(Object.entries(answers).filter(([id]) => asked.has(id)));
          expect(answersOf(responseItems(form, answers))).toEqual(kept);
          expect(askedItems(form, kept)).toEqual(asked);
        }),
        { numRuns: 30 },
      );
    }
  });
});

describe('summaryLines', () => {
  it('says a group in a line, numbers with their unit and comma, lists in words', () => {
    const answers: Answers = {
      re: [{ valueDecimal: 90 }],
      rp: [{ valueDecimal: 70.5 }],
      her2: code('1', '1+'),
      emboles: [{ valueBoolean: false }],
      geste: code('tumorectomie', 'tumorectomie'),
      'date-chirurgie': [{ valueDate: '2026-09-22' }],
    };
    expect(summaryLines(sein, answers)).toEqual([
      'Biologie de la tumeur : RE 90 %, RP 70,5 %, HER2 : 1+, emboles : non.',
      'Chirurgie : geste : tumorectomie, le 22/09/2026.',
    ]);
  });

  it('says several answers of one question together', () => {
    const answers = {
      site: code('colon', 'côlon'),
      'sites-meta': [...code('foie', 'foie'), ...code('poumon', 'poumon')],
    };
    expect(summaryLines(digestif, answers)).toContain('Extension et chirurgie : métastases : foie, poumon.');
  });

  it('never says what is not asked any more', () => {
    const answers = { type: code('cpc', 'petites cellules'), egfr: code('l858r', 'L858R') };
    expect(summaryLines(thorax, answers).join(' ')).not.toContain('L858R');
  });

  it('says nothing of nothing', () => {
    expect(summaryLines(sein, {})).toEqual([]);
    expect(summaryLines(sein, { autre: [{ valueString: '  ' }] })).toEqual([]);
  });
});

describe('scoreOf', () => {
  const best: Answers = {
    appetit: code('aucune'),
    poids: code('aucune'),
    mobilite: code('sort'),
    neuro: code('aucun'),
    imc: code('sup23'),
    medicaments: code('non'),
    sante: code('meilleur'),
    age: code('inf80'),
  };

  it('adds the points of every answer, half points too', () => {
    expect(scoreOf(g8, best)).toEqual({ total: 17, missing: [] });
    expect(scoreOf(g8, { ...best, sante: code('inconnu') }).total).toBe(15.5);
  });

  it('gives no total until all is answered, and names what is missing', () => {
    const { age: _, ...rest } = best;
    expect(scoreOf(g8, rest)).toEqual({ missing: ['âge'] });
    expect(scoreOf(g8, { ...best, age: code('ailleurs') })).toEqual({ missing: ['âge'] });
  });

  it('decides on the decimal: 14.5 is normal, 14 is altered', () => {
    const half = { ...best, imc: code('185-21'), sante: code('inconnu'), medicaments: code('non') };
    expect(scoreOf(g8, half).total).toBe(13.5);
    expect(g8IsAltered(scoreOf(g8, half).total!)).toBe(true);
    const above = { ...half, imc: code('21-23') };
    expect(scoreOf(g8, above).total).toBe(14.5);
    expect(g8IsAltered(scoreOf(g8, above).total!)).toBe(false);
  });
});

describe('boundsOf', () => {
  it('reads the bounds, zero included', () => {
    const re = questionsOf(sein.item).find(({ linkId }) => linkId === 're')!;
    expect(boundsOf(re)).toEqual({ min: 0, max: 100 });
    expect(boundsOf({ linkId: 'x', type: 'decimal' })).toEqual({});
  });
});

/** Answers that a hand could give: some questions, any option. */
function answersFor(form: (typeof QUESTIONNAIRES)[number]): fc.Arbitrary<Answers> {
  const questions = questionsOf(form.item);
  const one = (item: QuestionnaireItem) => fc.option(answerFor(item), { nil: undefined, freq: 2 });
  return fc.tuple(...questions.map(one)).map((values) => {
    const given = questions.flatMap(({ linkId }, at) => (values[at] ? [[linkId, [values[at]]]] : []));
    return Object.fromEntries(given);
  });
}

function answerFor(item: QuestionnaireItem): fc.Arbitrary<QuestionnaireResponseItemAnswer> {
  if (item.type === 'choice')
    return fc.constantFrom(...item.answerOption!.map(({ valueCoding }) => ({ valueCoding })));
  if (item.type === 'boolean') return fc.boolean().map((valueBoolean) => ({ valueBoolean }));
  if (item.type === 'integer')
    return fc.integer({ min: 0, max: 30 }).map((valueInteger) => ({ valueInteger }));
  if (item.type === 'decimal') return fc.integer({ min: 0, max: 200 }).map((n) => ({ valueDecimal: n / 2 }));
  if (item.type === 'date') return fc.constant({ valueDate: '2026-10-01' });
  return fc.constantFrom('a', 'bien différencié').map((valueString) => ({ valueString }));
}
