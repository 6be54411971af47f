import { TAGS } from '@dcc/fhir-profiles';
import { FA_PMSI, faPmsiReports, resourcesBehind } from '@dcc/rules';
import type {
  Binary,
  DocumentReference,
  Measure,
  MeasureReport,
  Observation,
  Parameters,
  ParametersParameter,
} from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { published } from '../../../rules/src/indicators/testing/measures.ts';
import { type Mode, World } from '../../../rules/src/indicators/testing/world.ts';
import { sha256 } from './pack.ts';
import { OncorifStory, partOf } from './testing.ts';

const TRIAL = { system: 'https://smt.esante.gouv.fr/fhir/CodeSystem/terminologie-cisis', code: 'MED-250' };

function world(): World {
  const story = new World();
  const attendance: { role: number; mode: Mode }[] = [
    { role: 0, mode: 'present' },
    { role: 1, mode: 'visio' },
    { role: 6, mode: 'present' },
  ];
  const patients = [story.patient({ ins: '1', status: 'VALI' }), story.patient(), story.patient()];
  const october = story.session({ start: '2026-10-31T23:30:00+01:00', attendance });
  const november = story.session({ start: '2026-11-01T00:00:00+01:00', rcp: 1, attendance });
  for (const patient of patients) {
    story.fiche(story.passage({ session: october, patient, quorum: 'ORG-126' }), ['final']);
  }
  story.fiche(story.passage({ session: november, patient: patients[1]!, requester: 1 }), ['preliminary']);
  patients[2]!.link = [{ type: 'replaced-by', other: { reference: `Patient/${patients[1]!.id}` } }];
  return story;
}

function row(text: string, ...start: string[]): string[] | undefined {
  const lines = text.split('\r\n').map((line) => line.split(';'));
  return lines.find((cells) => start.every((cell) => cells.includes(cell)));
}

function named(parameter: ParametersParameter[] | undefined, name: string): ParametersParameter[] {
  return (parameter ?? []).filter((one) => one.name === name);
}

describe('the oncorif bot', () => {
  it('writes the files of the pack, their rows and fingerprints', async () => {
    const story = await new OncorifStory().with(world().resources);
    const result = await story.run(['2026-10']);
    const files = named(result.parameter, 'file').map((file) => partOf(file, 'name')!.valueString!);
    expect(files).toEqual([
      'indicateurs.csv',
      'indicateurs_tableur.csv',
      'sessions.csv',
      'offre_rcp.csv',
      'dictionnaire.csv',
      'manifest.json',
    ]);
    for (const file of named(result.parameter, 'file')) {
      const text = story.file(result, partOf(file, 'name')!.valueString!);
      expect(sha256(text)).toBe(partOf(file, 'sha256')!.valueString);
      const rows = partOf(file, 'rows')?.valueInteger;
      if (rows !== undefined) expect(text.split('\r\n')).toHaveLength(rows + 2);
    }
    const manifest = JSON.parse(story.file(result, 'manifest.json'));
    expect(manifest.periodes).toEqual([{ periode: '2026-10', etat: 'ouvert' }]);
    expect(manifest.fichiers.map((one: { nom: string }) => one.nom)).toEqual(files.slice(0, 5));
    expect(manifest.fichiers[0].sha256).toBe(sha256(story.file(result, 'indicateurs.csv')));
    expect(manifest.indicateurs).toHaveLength(15);
  });

  it('counts what was read: the session that starts before midnight, the merged patient once', async () => {
    const story = await new OncorifStory().with(world().resources);
    const result = await story.run(['2026-10']);
    const text = story.file(result, 'indicateurs.csv');
    const figure = (...start: string[]) => row(text, 'total', ...start)?.slice(-5, -2);
    expect(figure('A1', 'fiches_validees')).toEqual(['3', '', '3']);
    expect(figure('A2', 'fiches_non_validees')).toEqual(['0', '', '0']);
    expect(figure('A4', 'seances')).toEqual(['1', '', '1']);
    expect(figure('A5', 'patients')).toEqual(['2', '', '2']);
    expect(figure('A6', 'medecins_distincts')).toEqual(['2', '', '2']);
    expect(figure('Q1', 'quorum_atteint')).toEqual(['3', '3', '100']);
    expect(row(story.file(result, 'sessions.csv'), 'S1', '2026-10-31', '23:30')).toBeDefined();
    expect(row(story.file(result, 'sessions.csv'), 'S2')).toBeUndefined();
  });

  it('gives the total of several months beside each of them', async () => {
    const story = await new OncorifStory().with(world().resources);
    const text = story.file(await story.run(['2026-10', '2026-11']), 'indicateurs.csv');
    expect(row(text, '2026-10/2026-11', 'total', 'A5')?.at(-3)).toBe('2');
    expect(row(text, '2026-10', 'mois', 'A5')?.at(-3)).toBe('2');
    expect(row(text, '2026-11', 'mois', 'A5')?.at(-3)).toBe('1');
    expect(row(text, '2026-11', 'mois', 'A2')?.at(-3)).toBe('1');
  });

  it('stores one MeasureReport per indicator and month, found by measure and period', async () => {
    const story = await new OncorifStory().with(world().resources);
    await story.run(['2026-10', '2026-11']);
    const reports = summaries(story);
    expect(reports).toHaveLength(published().measures.length * 3);
    const a1 = reports.filter(
      (one) => one.measure.includes('/Measure/A1|') && one.period.end === '2026-10-31',
    );
    expect(a1).toHaveLength(1);
    expect(a1[0]).toMatchObject({ status: 'complete', type: 'summary', date: '2026-11-02' });
    expect(a1[0]!.reporter?.reference).toMatch(/^Organization\//);
    expect(a1[0]!.group![0]!.population![0]!.count).toBe(3);
  });

  it('stores beside the figures what leads to their resources, for each establishment, once', async () => {
    const story = await new OncorifStory().with(world().resources);
    await story.run(['2026-10']);
    const stored = () => story.server.all<MeasureReport>('MeasureReport');
    const companions = () => stored().filter(({ type }) => type === 'subject-list');
    const own = companions().filter(({ measure }) => measure.includes('/Measure/A1|'));
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ period: { start: '2026-10-01', end: '2026-10-31' } });
    const found = resourcesBehind(own, { population: 'fiches_validees/numerator' });
    expect(found).toHaveLength(3);
    const cases = story.server.all('Encounter').map(({ id }) => `Encounter/${id}`);
    expect(found.every((reference) => cases.includes(reference))).toBe(true);
    const figures = stored().filter(({ type }) => type === 'summary');
    expect(figures.filter(({ evaluatedResource }) => evaluatedResource)).toEqual([]);
    // Months that were read for a rolling window only have no trace of this run.
    expect(new Set(companions().map(({ period }) => period.start))).toEqual(new Set(['2026-10-01']));
    const before = stored().length;
    await story.run(['2026-10']);
    expect(stored()).toHaveLength(before);
  });

  it('run again on the same day, gives the same bytes and stores nothing more', async () => {
    const story = await new OncorifStory().with(world().resources);
    const first = await story.run(['2026-10']);
    const before = documentsOf(story);
    const binaries = story.server.all<Binary>('Binary');
    const [document] = story.server.all<DocumentReference>('DocumentReference');
    const second = await story.run(['2026-10']);
    // The months of the rolling windows are known by now, and are not read again.
    const answers = (result: Parameters) => result.parameter!.filter(({ name }) => name !== 'read');
    expect(answers(second)).toEqual(answers(first));
    expect(named(second.parameter, 'read')).toEqual([{ name: 'read', valueString: '2026-10' }]);
    expect(documentsOf(story)).toEqual(before);
    expect(story.server.all<Binary>('Binary')).toEqual(binaries);
    expect(story.server.all<DocumentReference>('DocumentReference')).toEqual([document]);
  });

  it('replaces the document of the run when data changed, and supersedes another day', async () => {
    const story = await new OncorifStory().with(world().resources);
    await story.run(['2026-10']);
    const draft = story.server
      .all('Composition')
      .find((one) => (one as { status?: string }).status === 'final')!;
    await story.medplum.updateResource({ ...draft, status: 'preliminary' } as typeof draft);
    await story.run(['2026-10']);
    expect(story.server.all<DocumentReference>('DocumentReference')).toHaveLength(1);
    await story.run(['2026-10'], { extractionDate: '2026-11-09' });
    const documents = story.server.all<DocumentReference>('DocumentReference');
    expect(documents.map((one) => [one.date, one.status])).toEqual([
      ['2026-11-02T00:00:00+01:00', 'superseded'],
      ['2026-11-09T00:00:00+01:00', 'current'],
    ]);
    expect(summaries(story)).toHaveLength(published().measures.length * 2);
  });

  it('after a crash at any request, ends as if nothing had happened', async () => {
    const whole = await new OncorifStory().with(world().resources);
    const requests: string[] = [];
    whole.server.before = ({ method, url }) => requests.push(`${method} ${url.split('?')[0]}`);
    await whole.run(['2026-10']);
    const expected = documentsOf(whole);
    for (const [i, request] of requests.entries()) {
      // Of like requests that follow one another, the first and the last.
      if (request === requests[i - 1] && request === requests[i + 1]) continue;
      const n = i + 1;
      const story = await new OncorifStory().with(world().resources);
      story.server.requests = 0;
      story.server.before = (request) => {
        if (request.n === n) throw new Error('connexion perdue');
      };
      await expect(story.run(['2026-10']), `request ${n}`).rejects.toThrow();
      story.server.before = undefined;
      await story.run(['2026-10']);
      expect(documentsOf(story), `after request ${n}`).toEqual(expected);
    }
  });

  it('stores the figures of each place for its people, distinct within it, with it as account', async () => {
    const story = await new OncorifStory().with(world().resources);
    await story.run(['2026-10', '2026-11']);
    const own = story.server
      .all<MeasureReport>('MeasureReport')
      .filter((one) => one.measure.includes('/A5|') && hasTag(one, TAGS.TOTALS));
    const patients = (tag: string) =>
      own
        .filter((one) => hasTag(one, tag))
        .map(({ period, group }) => [period.start!.slice(5, 7), period.end!.slice(5, 7), scoreOf(group)])
        .sort();
    const scoreOf = (group: MeasureReport['group']) => group![0]!.measureScore!.value;
    // One organiser a month, one 3C for both: in its two months together nobody counts twice.
    expect(patients(TAGS.ESTABLISHMENT_FIGURES)).toEqual([
      ['10', '10', 2],
      ['10', '11', 1],
      ['10', '11', 2],
      ['11', '11', 1],
    ]);
    expect(patients(TAGS.CENTRE_FIGURES)).toEqual([
      ['10', '10', 2],
      ['10', '11', 2],
      ['11', '11', 1],
    ]);
    const figures = own.filter((one) => !hasTag(one, TAGS.AGGREGATE));
    for (const { meta, reporter } of figures) expect(meta!.accounts).toEqual([reporter]);
  });

  it('stores the figures of the region by axis, each cell of the file once', async () => {
    const story = await new OncorifStory().with(world().resources);
    const result = await story.run(['2026-10']);
    const stored = story.server
      .all<MeasureReport>('MeasureReport')
      .filter((one) => hasTag(one, TAGS.AGGREGATE));
    const totals = stored.filter((one) => hasTag(one, TAGS.TOTALS));
    expect(totals.every((one) => hasTag(one, TAGS.BY_AXIS))).toBe(true);
    const axes = (one: MeasureReport) =>
      one.group!.flatMap(({ stratifier }) => stratifier ?? []).map(({ code }) => code![0]!.coding![0]!.code!);
    const pages = stored.filter((one) => !totals.includes(one));
    for (const page of pages) {
      expect(new Set(axes(page)).size).toBe(1);
      expect(hasTag(page, axes(page)[0]!)).toBe(true);
    }
    const strata = pages.flatMap(({ group }) => group!).flatMap(({ stratifier }) => stratifier!);
    const cells =
      strata.flatMap(({ stratum }) => stratum!).length + totals.flatMap(({ group }) => group!).length;
    // Each total is a row of the file and of its month; steering indicators are in none.
    const exported = stored.filter(({ measure }) => !/\/D\d+\|/.test(measure));
    const counted = (of: MeasureReport[], isTotal: boolean) =>
      of
        .filter((one) => hasTag(one, TAGS.TOTALS) === isTotal)
        .flatMap(({ group }) => group!)
        .reduce((sum, one) => sum + (isTotal ? 2 : one.stratifier!.flatMap((s) => s.stratum!).length), 0);
    const lines = story.file(result, 'indicateurs.csv').trim().split('\r\n');
    expect(lines).toHaveLength(1 + counted(exported, true) + counted(exported, false));
    expect(cells).toBeGreaterThan(200);
  });

  it('masks small cells for analysts by the project’s threshold, and not for those who see the patients', async () => {
    const story = await new OncorifStory().with(world().resources);
    const secrets = { ONCORIF_THRESHOLD: { name: 'ONCORIF_THRESHOLD', valueString: '5' } };
    const whole = await story.run(['2026-10'], {}, secrets);
    const text = (tag: string) =>
      JSON.stringify(story.server.all<MeasureReport>('MeasureReport').filter((one) => hasTag(one, tag)));
    expect(text(TAGS.AGGREGATE)).toContain('"masked"');
    expect(text(TAGS.ESTABLISHMENT_FIGURES)).not.toContain('"masked"');
    expect(text(TAGS.CENTRE_FIGURES)).not.toContain('"masked"');
    // Nobody asked that this file hide anything; a higher threshold of the request wins over the project's.
    expect(story.file(whole, 'indicateurs.csv')).not.toContain('SECRET');
    const safe = await story.run(['2026-10'], { threshold: '3' }, secrets);
    expect(row(story.file(safe, 'indicateurs.csv'), 'total', 'A1', 'fiches_validees')?.at(-3)).toBe('3');
    const [a1] = summaries(story).filter(({ measure }) => measure.includes('/A1|'));
    expect(a1!.group![0]!.measureScore!.value).toBeUndefined();
    await expect(
      story.run(['2026-10'], {}, { ONCORIF_THRESHOLD: { name: 'ONCORIF_THRESHOLD', valueString: '2' } }),
    ).rejects.toThrow("ONCORIF_THRESHOLD : « 2 » n'est pas un entier");
  });

  it('divides by the active file that was loaded, and by none where there is none', async () => {
    const story = world();
    const server = await new OncorifStory().with(story.resources);
    const figures = { measure: FA_PMSI, finess: '990000010', year: '2025', value: 400 };
    const before = await server.run(['2026-10']);
    const loaded = (result: Parameters) =>
      row(server.file(result, 'indicateurs.csv'), 'finess', '990000010', 'organisateur', 'essai_fa_pmsi');
    expect(loaded(before)?.slice(-5)).toEqual(['0', '', '', '%', 'NC']);
    for (const report of faPmsiReports([figures], '2026-11-01')) {
      await server.medplum.createResource(report);
    }
    const after = await server.run(['2026-10']);
    expect(loaded(after)?.slice(-5)).toEqual(['0', '400', '0', '%', 'OK']);
  });

  it('writes headers and zero totals for a month without any session', async () => {
    const story = await new OncorifStory().with(new World().resources);
    const result = await story.run(['2026-10']);
    const text = story.file(result, 'indicateurs.csv');
    expect(row(text, 'total', 'A1')?.slice(-5)).toEqual(['0', '', '0', 'fiches', 'OK']);
    expect(row(text, 'total', 'quorum_atteint')?.slice(-5)).toEqual(['0', '0', '', '%', 'NC']);
    expect(story.file(result, 'sessions.csv').split('\r\n')).toHaveLength(2);
  });

  it('counts apart, with reasons, the records that do not fit the model', async () => {
    const story = new World();
    const session = story.session({ start: '2026-10-06T12:30:00+02:00' });
    story.passage({ session, patient: story.patient() });
    const server = await new OncorifStory().with(story.resources);
    const result = await server.run(['2026-10']);
    const [anomaly] = named(result.parameter, 'anomaly');
    expect(partOf(anomaly, 'code')?.valueString).toBe('case-without-fiche');
    expect(JSON.parse(server.file(result, 'manifest.json')).anomalies).toEqual([
      { code: 'case-without-fiche', raison: expect.stringContaining('sans fiche RCP'), nombre: 1 },
    ]);
  });

  it('marks the months that are declared closed', async () => {
    const story = await new OncorifStory().with(world().resources);
    const result = await story.run(['2026-10', '2026-11'], { closedPeriod: '2026-10' });
    expect(JSON.parse(story.file(result, 'manifest.json')).periodes).toEqual([
      { periode: '2026-10', etat: 'clos' },
      { periode: '2026-11', etat: 'ouvert' },
    ]);
  });

  it('refuses in French a server where no indicator is published', async () => {
    const story = new OncorifStory();
    await expect(story.run(['2026-10'])).rejects.toThrow("aucun indicateur n'est publié sur ce serveur");
  });
});

describe('a Measure that is added', () => {
  /**
   * Trials proposed over fiches, by the establishment of the demandeur crossed with the answer: nothing like
   * it exists.
   */
  function trials(): Measure {
    const measure = published().measures.find((one) => one.url?.endsWith('/A1'))!;
    const [group] = structuredClone(measure.group!);
    const fhirPath = (expression: string) => ({ language: 'text/fhirpath' as const, expression });
    const population = (code: string, expression: string) => ({
      code: { coding: [{ code }] },
      criteria: fhirPath(expression),
    });
    const scoring = 'http://hl7.org/fhir/us/cqfmeasures/StructureDefinition/cqfm-scoring';
    group!.extension = group!.extension!.map((one) =>
      one.url === scoring ? { ...one, valueCodeableConcept: { coding: [{ code: 'proportion' }] } } : one,
    );
    const answers =
      "entry.resource.ofType(Observation).where(code.coding.exists(code = 'MED-250')).value.coding";
    return {
      ...measure,
      url: 'https://inca.example/Measure/X9',
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/variable',
          valueExpression: { name: 'trial', ...fhirPath(answers) },
        },
        {
          url: 'https://dcc.example.org/fhir/StructureDefinition/dcc-data-requirement',
          valueDataRequirement: { type: 'Observation', codeFilter: [{ path: 'code', code: [TRIAL] }] },
        },
      ],
      group: [
        {
          ...group!,
          code: { coding: [{ code: 'essais_proposes' }] },
          population: [
            population('initial-population', '%held and %caseFiches.exists()'),
            population('denominator', 'true'),
            population('numerator', "%trial.exists(code = 'yes')"),
          ],
          stratifier: [
            {
              code: { coding: [{ code: 'demandeur-essai' }] },
              component: [
                { code: { coding: [{ code: 'finess-demandeur' }] }, criteria: fhirPath('%requesterFiness') },
                { code: { coding: [{ code: 'reponse' }] }, criteria: fhirPath('%trial') },
              ],
            },
          ],
        },
      ],
    };
  }

  function answered(story: World): World {
    const cases = story.resources.filter((one) => one.resourceType === 'Encounter' && one.partOf);
    for (const [index, encounter] of cases.slice(0, 2).entries()) {
      story.add<Observation>({
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [TRIAL] },
        encounter: { reference: `Encounter/${encounter.id}` },
        valueCodeableConcept: { coding: [{ system: 'dcc', code: index === 0 ? 'yes' : 'no' }] },
      });
    }
    return story;
  }

  it('is in the CSV without any code, with its ratio, its crossed axis and its own data', async () => {
    const story = await new OncorifStory().with(answered(world()).resources, [trials()]);
    const result = await story.run(['2026-10']);
    const text = story.file(result, 'indicateurs.csv');
    expect(row(text, 'total', 'X9', 'essais_proposes')?.slice(-6)).toEqual([
      'essais_proposes',
      '1',
      '3',
      '33.33',
      'fiches',
      'OK',
    ]);
    expect(row(text, 'demandeur-essai', '990000010', 'essais_proposes:yes')?.slice(-5, -2)).toEqual([
      '1',
      '1',
      '100',
    ]);
    expect(row(text, 'demandeur-essai', '990000010', 'essais_proposes:no')?.slice(-5, -2)).toEqual([
      '0',
      '1',
      '0',
    ]);
    expect(row(text, 'essais_proposes:non renseigné')?.slice(-5, -2)).toEqual(['0', '1', '0']);
    expect(story.file(result, 'dictionnaire.csv')).toContain('X9;1.0.0');
    expect(named(result.parameter, 'failure')).toEqual([]);
  });

  it('that cannot be computed is reported by name with NC cells, the others unharmed', async () => {
    const alone = await new OncorifStory().with(world().resources);
    const expected = alone.file(await alone.run(['2026-10']), 'indicateurs.csv');
    const broken = {
      ...trials(),
      group: trials().group!.map((group) => ({ ...group, population: group.population!.slice() })),
    };
    broken.group[0]!.population![2]!.criteria.expression = '%session.participant.single().exists()';
    const story = await new OncorifStory().with(world().resources, [broken]);
    const result = await story.run(['2026-10']);
    const lines = story.file(result, 'indicateurs.csv').split('\r\n');
    const own = lines.filter((line) => line.includes(';X9;'));
    expect(own.length).toBeGreaterThan(0);
    expect(own.every((line) => line.endsWith(';;;;;NC') || /;;;;[^;]*;NC$/.test(line))).toBe(true);
    expect(lines.filter((line) => !line.includes(';X9;')).join('\r\n')).toBe(expected);
    const [failure] = named(result.parameter, 'failure');
    expect(partOf(failure, 'measure')?.valueString).toBe('https://inca.example/Measure/X9');
    expect(JSON.parse(story.file(result, 'manifest.json')).indicateurs).toContainEqual(
      expect.objectContaining({
        indicateur: 'X9',
        statut: 'NC',
        raison: expect.stringContaining('single()'),
      }),
    );
  });
});

const hasTag = ({ meta }: MeasureReport, code: string): boolean =>
  meta?.tag?.some((tag) => tag.code === code) ?? false;

/** The region's totals. */
function summaries({ server }: OncorifStory): MeasureReport[] {
  const all = server.all<MeasureReport>('MeasureReport');
  return all.filter((one) => hasTag(one, TAGS.AGGREGATE) && hasTag(one, TAGS.TOTALS));
}

/** What is stored, without ids and versions. */
function documentsOf({ server }: OncorifStory): unknown {
  const named = server.all<DocumentReference>('DocumentReference');
  const used = new Set(named.flatMap((one) => one.content.map(({ attachment }) => attachment.url)));
  const binaries = server.all<Binary>('Binary').filter((one) => used.has(`Binary/${one.id}`));
  return {
    documents: named.map((one) => one.content.map(({ attachment }) => [attachment.title, attachment.hash])),
    reports: server.all<MeasureReport>('MeasureReport').map((one) => [one.identifier, one.group]),
    binaries: binaries.map((one) => one.data),
  };
}
