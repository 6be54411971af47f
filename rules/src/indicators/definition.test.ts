import type { Library, Measure, MeasureGroup } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { compileMeasure, dataRequirements, indicatorId } from './definition.ts';
import { ExpressionPool } from './expression.ts';
import { MEASURE_EXTENSIONS as X } from './extensions.ts';
import { published } from './testing/measures.ts';
import { isExported, isSteering } from './topics.ts';

const fhirPath = (expression: string, name?: string) => ({
  name,
  language: 'text/fhirpath' as const,
  expression,
});

function group(change: (group: MeasureGroup) => void = () => {}): MeasureGroup {
  const made: MeasureGroup = {
    extension: [
      { url: X.UNIT, valueCode: 'case' },
      { url: X.REFERENCE_DATE, valueExpression: fhirPath("'2026-10-01'") },
      { url: X.SCORING, valueCodeableConcept: { coding: [{ code: 'cohort' }] } },
      { url: X.SCORING_UNIT, valueCodeableConcept: { text: 'fiches' } },
    ],
    code: { coding: [{ code: 'n' }], text: 'Nombre' },
    population: [
      { code: { coding: [{ code: 'initial-population' }] }, criteria: fhirPath('true') },
      { code: { coding: [{ code: 'numerator' }] }, criteria: fhirPath('true') },
    ],
  };
  change(made);
  return made;
}

function compile(
  change: (group: MeasureGroup) => void,
  more: Partial<Measure> = {},
  libraries: Library[] = [],
) {
  const measure: Measure = {
    resourceType: 'Measure',
    status: 'active',
    url: 'x/M1',
    group: [group(change)],
    ...more,
  };
  return compileMeasure(measure, libraries, new ExpressionPool());
}

function without(group: MeasureGroup, url: string): void {
  group.extension = group.extension!.filter((extension) => extension.url !== url);
}

function setScoring(group: MeasureGroup, code: string): void {
  without(group, X.SCORING);
  group.extension!.push({ url: X.SCORING, valueCodeableConcept: { coding: [{ code }] } });
}

describe('compileMeasure', () => {
  it('reads what a group counts, of what, when and in which unit', () => {
    const [read] = compile((one) => {
      one.population![1]!.extension = [{ url: X.DISTINCT, valueExpression: fhirPath('entry.resource.id') }];
      one.stratifier = [
        { code: { coding: [{ code: 'c3' }], text: '3C' }, criteria: fhirPath("'a'") },
        {
          code: { coding: [{ code: 'cross' }] },
          component: [
            { code: { coding: [{ code: 'c3' }] }, criteria: fhirPath("'a'") },
            { code: { coding: [{ code: 'thematique' }] }, criteria: fhirPath("'b'") },
          ],
        },
      ];
    }).groups;
    expect(read).toMatchObject({
      code: 'n',
      label: 'Nombre',
      units: ['case'],
      window: 1,
      scoring: 'cohort',
      scoringUnit: 'fiches',
    });
    expect(read!.numerator!.distinct!.text).toBe('entry.resource.id');
    expect(
      read!.stratifiers.map((one) => [one.code, one.label, one.components.map((part) => part.code)]),
    ).toEqual([
      ['c3', '3C', ['c3']],
      ['cross', 'cross', ['c3', 'thematique']],
    ]);
  });

  it('reads several kinds of units, a window, what is not known yet and a loaded denominator', () => {
    const [read] = compile((one) => {
      setScoring(one, 'proportion');
      one.extension!.push(
        { url: X.UNIT, valueCode: 'plan' },
        { url: X.WINDOW, valueDuration: { value: 12, code: 'mo' } },
        { url: X.NOT_COMPUTABLE, valueString: 'pas encore' },
      );
      const extension = [{ url: X.EXTERNAL, valueCanonical: 'x/FA' }];
      one.population!.push({
        extension,
        code: { coding: [{ code: 'denominator' }] },
        criteria: fhirPath('true'),
      });
      const key = [{ url: X.KEY_AXIS, valueBoolean: true }];
      one.stratifier = [{ extension: key, code: { coding: [{ code: 's' }] }, criteria: fhirPath("'a'") }];
    }).groups;
    expect(read).toMatchObject({
      units: ['case', 'plan'],
      window: 12,
      notComputable: 'pas encore',
      external: 'x/FA',
    });
    expect(read!.stratifiers[0]!.components[0]!.ofKeys).toBe(true);
  });

  it('knows two stratifiers that cut in the same way by their axis', () => {
    const axis = (code: string, ...texts: string[]) => {
      const parts = texts.map((text) => ({ code: { coding: [{ code }] }, criteria: fhirPath(text) }));
      const single = { code: { coding: [{ code }] }, criteria: fhirPath(texts[0]!) };
      const own = parts.length > 1 ? { code: single.code, component: parts } : single;
      return compile((one) => {
        one.stratifier = [{ code: { coding: [{ code: 'first' }] }, criteria: fhirPath("'a'") }, own];
      }).groups[0]!.stratifiers[1]!.axis;
    };
    expect(axis('c3', "'a'")).toBe(axis('c3', "'a'"));
    expect([axis('c3', "'b'"), axis('c4', "'a'"), axis('c3', "'a'", "'a'")]).not.toContain(axis('c3', "'a'"));
  });

  it('lets a Measure use the variables of its libraries, and say them otherwise', () => {
    const variable = (name: string, text: string) => ({
      url: X.VARIABLE,
      valueExpression: fhirPath(text, name),
    });
    const library = {
      resourceType: 'Library',
      url: 'x/L',
      version: '1',
      extension: [variable('a', "'library'"), variable('b', '%a')],
    } as Library;
    const use = (one: MeasureGroup) => {
      one.population![0]!.criteria = fhirPath("%b = 'library' and %a = 'measure'");
    };
    const more = { library: ['x/L|1'], extension: [variable('a', "'measure'")] };
    expect(compile(use, more, [library]).groups).toHaveLength(1);
    expect(() => compile(use, { ...more, library: ['x/L|2'] }, [library])).toThrow(
      'bibliothèque inconnue « x/L|2 »',
    );
    expect(() => compile(use, { extension: more.extension }, [library])).toThrow('variable inconnue %b');
  });

  it.each<[string, (group: MeasureGroup) => void]>([
    ['sous-indicateur sans code', (one) => delete one.code],
    ["n : unité d'évaluation absente", (one) => without(one, X.UNIT)],
    ['n, date de référence : expression absente', (one) => without(one, X.REFERENCE_DATE)],
    ['n : population initiale absente', (one) => one.population!.shift()],
    ['n : population numerator ou numerator absente', (one) => one.population!.pop()],
    ['n : population denominator ou numerator absente', (one) => setScoring(one, 'proportion')],
    ['n : measure-observation absente', (one) => setScoring(one, 'continuous-variable')],
    ['n : scoring : « composite » inconnu', (one) => setScoring(one, 'composite')],
    [
      'langage « text/cql » non pris en charge',
      (one) => {
        one.population![0]!.criteria.language = 'text/cql';
      },
    ],
    [
      'n : fenêtre « 12 d » inconnue',
      (one) => one.extension!.push({ url: X.WINDOW, valueDuration: { value: 12, code: 'd' } }),
    ],
    [
      'n : fenêtre « 0.5 mo » inconnue',
      (one) => one.extension!.push({ url: X.WINDOW, valueDuration: { value: 0.5, code: 'mo' } }),
    ],
    [
      'n : agrégat : « variance » inconnu',
      (one) => {
        const extension = [{ url: X.AGGREGATE, valueCode: 'variance' }];
        const code = { coding: [{ code: 'measure-observation' }] };
        one.population!.push({ extension, code, criteria: fhirPath('1') });
      },
    ],
    [
      'expression FHIRPath illisible « ( »',
      (one) => {
        one.stratifier = [{ code: { coding: [{ code: 'x' }] }, criteria: fhirPath('(') }];
      },
    ],
  ])('says « %s »', (message, change) => {
    expect(() => compile(change)).toThrow(message);
  });

  it('refuses a Measure without group', () => {
    expect(() => compile(() => {}, { group: [] })).toThrow('aucun sous-indicateur');
  });
});

describe('the published Measures', () => {
  const { measures, libraries } = published();

  it('are the fifteen lines of annex 2, and those of the dashboards that do not leave with the export', () => {
    expect(measures.filter(isExported).map(indicatorId).sort()).toEqual(
      'A1 A2 A3 A4 A5 A6 C1 C2 P1 Q1 Q2 Q3 Q4 Q5 Q6'.split(' '),
    );
    expect(measures.filter(isSteering).map(indicatorId).sort()).toEqual(['D1', 'D2', 'D3']);
    for (const measure of measures) expect(isExported(measure)).toBe(!isSteering(measure));
  });

  it('are versioned, titled and defined in French', () => {
    for (const measure of measures) {
      expect(measure).toMatchObject({ status: 'active', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
      expect(measure.title).toMatch(/\p{Lu}/u);
      expect(measure.definition!.join(' ')).toContain('heure de Paris');
      expect(measure.purpose).toContain(`ligne ${indicatorId(measure)}`);
      expect(measure.purpose!.includes('ne part pas')).toBe(isSteering(measure));
    }
  });

  it('compile, and every variable of the library is used', () => {
    const pool = new ExpressionPool();
    for (const measure of measures) expect(() => compileMeasure(measure, libraries, pool)).not.toThrow();
    const text = JSON.stringify([measures, libraries]);
    const names = libraries.flatMap((one) =>
      one.extension!.map((extension) => extension.valueExpression!.name!),
    );
    expect(names.filter((name) => !new RegExp(`%${name}\\b`).test(text))).toEqual([]);
  });

  it('cut by the same axes with the same expressions', () => {
    const axes = new Map<string, Set<string>>();
    const stratifiers = measures.flatMap((one) => one.group!).flatMap((one) => one.stratifier ?? []);
    for (const part of stratifiers.flatMap((one) => one.component ?? [one])) {
      const code = part.code!.coding![0]!.code!;
      axes.set(code, (axes.get(code) ?? new Set()).add(part.criteria!.expression!));
    }
    expect([...axes.values()].map((expressions) => expressions.size)).toEqual([...axes].map(() => 1));
    expect([...axes.keys()].sort()).toEqual(
      'c3 competence finess-demandeur finess-organisateur regle session specialite thematique'.split(' '),
    );
  });

  it('ask for each type once, with all the codes that they read', () => {
    const wanted = dataRequirements(measures, libraries);
    const codes = new Map(
      wanted.map((one) => [one.type, one.codeFilter?.[0]?.code?.map(({ code }) => code).sort()]),
    );
    expect(wanted).toHaveLength(codes.size);
    expect(codes.get('Observation')).toEqual(
      'GEN-100 MED-249 MED-250 ORG-125 ega fertility g8-total referentiel'.split(' '),
    );
    expect(codes.get('ServiceRequest')).toEqual(['C71326', 'MED-051', 'ega-request', 'g8-request']);
    expect([codes.get('CarePlan'), codes.get('Condition')]).toEqual([undefined, undefined]);
    expect([...codes.keys()].sort()).toEqual(['CarePlan', 'Condition', 'Observation', 'ServiceRequest']);
  });
});

describe('dataRequirements', () => {
  const code = (value: string) => ({ system: 's', code: value });
  const measure = (...requirements: object[]): Measure => ({
    resourceType: 'Measure',
    status: 'active',
    extension: requirements.map((one) => ({ url: X.DATA_REQUIREMENT, valueDataRequirement: one as never })),
  });
  const observation = (...codes: string[]) => ({
    type: 'Observation',
    codeFilter: [{ path: 'code', code: codes.map(code) }],
  });

  it('are everything of a type when one Measure wants everything of it', () => {
    expect(dataRequirements([measure(observation('a')), measure({ type: 'Observation' })], [])).toEqual([
      { type: 'Observation' },
    ]);
    const other = { type: 'Observation', codeFilter: [{ path: 'category', code: [code('x')] }] };
    expect(dataRequirements([measure(observation('a'), other)], [])).toEqual([{ type: 'Observation' }]);
  });

  it('name a code once, and leave a single requirement as it is', () => {
    expect(dataRequirements([measure(observation('a', 'b')), measure(observation('b', 'c'))], [])).toEqual([
      observation('a', 'b', 'c'),
    ]);
    const other = { type: 'Flag', codeFilter: [{ path: 'category', code: [code('x')] }] };
    expect(dataRequirements([measure(other)], [])).toEqual([other]);
  });
});
