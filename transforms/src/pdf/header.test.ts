import type { Element } from 'slimdom';
import { describe, expect, it } from 'vitest';
import { briefOf } from './brief.ts';
import { parseCda } from './dom.ts';
import { ficheXml } from './fixture.ts';
import { headline, identityOf } from './identity.ts';
import { peopleOf } from './people.ts';
import { sectionsOf } from './sections.ts';

const root = (xml: string): Element => parseCda(xml).documentElement!;

describe('identityOf', () => {
  it('tells birth names from used names', () => {
    const identity = identityOf(root(ficheXml()));
    expect(identity).toMatchObject({
      birthName: 'MARTIN',
      usedName: 'DURAND',
      givenNames: 'JEANNE ANNE',
      firstName: 'JEANNE',
      usedFirstName: 'Jeanne',
      sex: 'Féminin',
      birthDate: '12/03/1961',
      birthPlace: 'PARIS 15 (75115)',
      status: 'Identité qualifiée',
    });
  });

  it('counts the years at the date of the document, birthday included', () => {
    const born = (day: string) => identityOf(root(ficheXml().replace('19610312', day))).age;
    expect(born('19611012')).toBe(65);
    expect(born('19611013')).toBe(64);
    expect(born('1961')).toBeNull();
  });

  it('heads the fiche with what the patient is called', () => {
    const line = (options: Parameters<typeof ficheXml>[0]) => headline(identityOf(root(ficheXml(options))));
    expect(line({})).toBe('DURAND Jeanne, née MARTIN');
    expect(line({ sex: 'M' })).toBe('DURAND Jeanne, né MARTIN');
    expect(line({ sex: 'U' })).toBe('DURAND Jeanne, né(e) MARTIN');
    expect(line({ usedName: 'MARTIN' })).toBe('MARTIN Jeanne');
  });
});

describe('peopleOf', () => {
  it('sorts people by what they did', () => {
    const { makers, quorum, others } = peopleOf(root(ficheXml()));
    expect(makers.map(({ role }) => role)).toEqual([
      'Responsable légal',
      'Auteur',
      'Demandeur',
      'Présentateur',
      'Coordonnateur',
      'Médecin traitant',
      'Exécutant de la RCP',
    ]);
    expect(quorum.map(({ comment }) => comment)).toEqual(['Fonction 353 : Présente à distance']);
    expect(others.map(({ role }) => role)).toEqual(['Participant hors quorum', 'Correspondant']);
  });

  it('gives a person number, specialty, contact and establishment', () => {
    const gp = peopleOf(root(ficheXml())).makers.find(({ role }) => role === 'Médecin traitant')!;
    expect(gp).toMatchObject({
      name: 'Dr Odile CLERC (Mme)',
      ids: ['RPPS 10000000033'],
      specialty: 'Médecin - Médecine générale (SM)',
      contact: ['12 rue du Cabinet, 93200 SAINT-DENIS', 'Tél. 0146000033 (professionnel)'],
    });
    expect(gp.organization).toContain('Hôpital des Tilleuls');
  });

  it('does not say the address of the establishment twice', () => {
    const xml = ficheXml().replaceAll('rue du Cabinet', 'rue des Tilleuls').replaceAll('93200', '75013');
    const [legal] = peopleOf(root(xml.replaceAll('SAINT-DENIS', 'PARIS'))).makers;
    expect(legal!.contact.some((line) => line.includes('Tilleuls'))).toBe(false);
    expect(legal!.organization.some((line) => line.includes('rue des Tilleuls'))).toBe(true);
  });

  it('says that the médecin traitant is unknown', () => {
    const unknown = `<ClinicalDocument xmlns="urn:hl7-org:v3"><participant typeCode="INF"><functionCode code="PCP"/>
      <associatedEntity classCode="PROV" nullFlavor="UNK"/></participant></ClinicalDocument>`;
    expect(peopleOf(root(unknown)).makers).toMatchObject([
      { role: 'Médecin traitant', name: 'Non renseigné' },
    ]);
  });

  it('keeps a participant whose role it does not know, under the words of the document', () => {
    const odd = `<ClinicalDocument xmlns="urn:hl7-org:v3"><participant typeCode="LOC">
      <functionCode code="ZZ" displayName="Interprète"/><associatedEntity/></participant></ClinicalDocument>`;
    expect(peopleOf(root(odd)).others.map(({ role }) => role)).toEqual(['Interprète']);
  });
});

describe('sectionsOf', () => {
  const section = (code: string): [string, string, string] => [code, `T${code}`, 'x'];

  it('orders sections for reading and leaves the copy out', () => {
    const codes = ['42349-1', '72135-7', '10164-2', '55108-5', '35510-7', 'inconnu', '18776-5'];
    const found = sectionsOf(root(ficheXml({ sections: codes.map(section) })));
    expect(found.map(({ code }) => code)).toEqual([
      '18776-5',
      '35510-7',
      '10164-2',
      '72135-7',
      '42349-1',
      'inconnu',
    ]);
  });

  it('tells examinations from the pathology report, which share a code', () => {
    const more = '<templateId root="1.2.250.1.213.1.1.2.34"/>';
    const found = sectionsOf(
      root(
        ficheXml({
          sections: [['30954-2', 'CR-ACP', 'x', more], section('10218-6'), ['30954-2', 'Examens', 'x']],
        }),
      ),
    );
    expect(found.map(({ title }) => title)).toEqual(['Examens', 'T10218-6', 'CR-ACP']);
  });

  it('keeps the document order of sections of one kind', () => {
    const found = sectionsOf(
      root(
        ficheXml({
          sections: [
            ['50397-9', 'a', 'x'],
            ['50397-9', 'b', 'x'],
          ],
        }),
      ),
    );
    expect(found.map(({ title }) => title)).toEqual(['a', 'b']);
  });
});

describe('briefOf', () => {
  const observation = (code: string, inside: string) =>
    `<entry><observation><code code="${code}"/>${inside}</observation></entry>`;
  const facts = (entries: string) =>
    Object.fromEntries(
      briefOf(
        parseCda(
          ficheXml({ sections: [['72135-7', 'T', '<content ID="m">selon texte</content>', entries]] }),
        ),
      ).map(({ label, value }) => [label, value]),
    );

  it('is silent when nothing is coded', () => {
    expect(facts('')).toEqual({});
  });

  it('reads tumour, side, stage, phase, performance and quorum', () => {
    const part = (code: string, value: string) =>
      `<entryRelationship><observation><code code="${code}"/><value code="${value}"/></observation></entryRelationship>`;
    const tnm = observation(
      '75620-5',
      `<value><qualifier><name code="21909-7"/><value code="IIA"/></qualifier><qualifier><name code="21917-0"/>
       <value code="8"/></qualifier></value>${part('21905-5', 'T2')}${part('21906-3', 'N0')}${part('21907-1', 'M0')}`,
    );
    const tumour = observation(
      '282291009',
      `<value code="8500/3" displayName="Carcinome"/><targetSiteCode code="C50.2" displayName="Sein"><qualifier>
       <name code="20228-3"/><value code="7771000" displayName="gauche"/></qualifier></targetSiteCode>`,
    );
    const rest =
      observation('MED-243', '<value code="MED-268" displayName="Phase initiale"/>') +
      observation('89262-0', '<value code="LA9623-5"/>') +
      observation('ORG-125', '<value code="ORG-133" displayName="Quorum non atteint"/>');
    expect(facts(tumour + tnm + rest)).toEqual({
      Tumeur: 'Sein, gauche',
      Morphologie: 'Carcinome',
      cTNM: 'T2 N0 M0 stade IIA (UICC 8)',
      Phase: 'Phase initiale',
      OMS: '1',
      Quorum: 'Quorum non atteint',
    });
  });

  it('takes the words of the narrative for a value that is not coded', () => {
    const free = '<value nullFlavor="OTH"><originalText><reference value="#m"/></originalText></value>';
    expect(facts(observation('282291009', free))).toEqual({ Morphologie: 'selon texte' });
  });

  it('shows no stage when T, N and M are all unknown', () => {
    expect(facts(observation('75620-5', '<value nullFlavor="UNK"/>'))).toEqual({});
  });

  it('says that there are several tumours', () => {
    const tumour = observation('282291009', '<value code="8500/3" displayName="Carcinome"/>');
    const site = observation('282291009', '<targetSiteCode code="C50.2" displayName="Sein"/>');
    expect(facts(site + tumour)).toEqual({ 'Tumeur (1re de 2)': 'Sein' });
  });
});
