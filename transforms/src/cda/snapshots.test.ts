import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Cda, pretty, sectionPath } from './testing.ts';
import { VARIANTS } from './variants.ts';

/**
 * Golden pairs: the golden fiche on one side, what each header part and section makes of it beside its stylesheet on
 * the other (`*.expected.xml`). After a wanted change: `vitest run -u transforms/src/cda/snapshots.test.ts`, and read.
 */
const XSLT = join(import.meta.dirname, '../../xslt');

const HEADER = [
  'recordTarget',
  'author',
  'informant',
  'custodian',
  'legalAuthenticator',
  'participant',
  'inFulfillmentOf',
  'documentationOf',
  'componentOf',
];

const SECTIONS: [file: string, template: number][] = [
  ['fr-raison-de-la-recommandation', 128],
  ['fr-resultats-evenements', 163],
  ['fr-diagnostic-du-cancer', 27],
  ['fr-antecedents-medicaux-non-code', 2],
  ['fr-problemes-actifs-non-code', 176],
  ['fr-fonctions-physiques', 115],
  ['fr-historique-des-grossesses', 77],
  ['fr-souhaits-du-patient', 252],
  ['fr-resultats-examens-non-code', 150],
  ['fr-note-de-progression', 25],
  ['fr-actes-et-interventions', 118],
  ['fr-conclusion-de-cro', 26],
  ['fr-conclusion-du-cr-acp', 34],
  ['fr-conclusion-cr-gm', 67],
  ['fr-histoire-de-la-maladie-non-code', 130],
  ['fr-statut-dossier-rcp', 33],
  ['fr-plan-de-soins', 158],
  ['fr-cadre-de-la-proposition', 175],
  ['fr-statut-du-document', 35],
  ['fr-document-pdf-copie', 243],
];

const golden = new Cda(VARIANTS.golden!());
const amended = new Cda(VARIANTS['amended, version 2']!());

async function expectFile(cda: Cda, xpath: string, file: string): Promise<void> {
  const nodes = cda.nodes(xpath);
  expect(nodes.length, xpath).toBeGreaterThan(0);
  await expect(nodes.map(pretty).join('')).toMatchFileSnapshot(join(XSLT, file));
}

describe('header of the golden fiche', () => {
  it.each(HEADER)('%s', async (name) => {
    const file = name === 'participant' ? 'participants' : name;
    await expectFile(golden, `/ClinicalDocument/${name}`, `header/${file}.expected.xml`);
  });

  it('relatedDocument, of version 2', async () => {
    await expectFile(amended, '/ClinicalDocument/relatedDocument', 'header/relatedDocument.expected.xml');
  });

  it('identification of the document', async () => {
    const parts =
      '/ClinicalDocument/(realmCode|typeId|templateId|id|code|title|effectiveTime|confidentialityCode|';
    await expectFile(golden, `${parts}languageCode|setId|versionNumber)`, 'frcp.expected.xml');
  });
});

describe('sections of the golden fiche', () => {
  it.each(SECTIONS)('%s', async (file, template) => {
    await expectFile(
      golden,
      sectionPath(template, '[not(ancestor::section)]'),
      `sections/${file}.expected.xml`,
    );
  });

  it('comments: on the patient, on personal data', async () => {
    const xpath = sectionPath(73, '[not(ancestor::section)]');
    await expectFile(golden, xpath, 'sections/fr-commentaire-non-code.expected.xml');
  });

  it('are in the order of the volet, and all of them', () => {
    const templates = golden.values(
      '/ClinicalDocument/component/structuredBody/component/section/templateId[last()]/@root',
    );
    const numbers = templates.map((root) => Number(root.split('.').at(-1)));
    expect(numbers).toEqual([
      128, 163, 27, 2, 176, 115, 77, 252, 150, 25, 118, 26, 34, 67, 67, 130, 33, 158, 175, 73, 35, 73, 243,
    ]);
  });
});
