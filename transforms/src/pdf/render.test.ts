import { describe, expect, it } from 'vitest';
import { all, at, parseCda } from './dom.ts';
import { ficheXml, INS, LEGAL } from './fixture.ts';
import { headerValues } from './header-values.ts';
import { type Reading, readPdf, squeeze } from './reading.ts';
import { renderFrcpPdf } from './render.ts';

const read = async (xml: string): Promise<Reading> => readPdf(await renderFrcpPdf(xml));
const whole = (reading: Reading): string => squeeze(reading.pages.join('\n'));

describe('renderFrcpPdf: content', () => {
  it('shows every header element of the document', async () => {
    const xml = ficheXml({ version: 2 });
    const text = whole(await read(xml));
    const values = headerValues(xml);
    expect(values.length).toBeGreaterThan(120);
    expect(values.filter((value) => !text.includes(value))).toEqual([]);
  });

  it('shows the civility and the title of people in words', async () => {
    const text = whole(await read(ficheXml()));
    expect(text).toContain(squeeze('Dr Solange AUBIN (Mme)'));
  });

  it('names each role of the meeting', async () => {
    const text = whole(await read(ficheXml()));
    const roles = [
      'Responsable légal',
      'Auteur',
      'Demandeur',
      'Présentateur',
      'Coordonnateur',
      'Médecin traitant',
      'Participant du quorum',
      'Participant hors quorum',
      'Correspondant',
      'Exécutant de la RCP',
      'À prévenir en cas d’urgence',
      'Personne de confiance',
      'Représentant',
      'Destinataires',
      'Conservation',
    ];
    for (const role of roles) expect(text, role).toContain(squeeze(role));
  });

  it('puts the decision first, its framework next, then the question', async () => {
    const { pages } = await read(ficheXml());
    const text = squeeze(pages[0]!);
    const order = [
      'Radiothérapie',
      'Tamoxifène',
      'Référentiel régional',
      'Question : traitement',
      'Proposition thér',
    ];
    const places = order.map((words) => text.indexOf(squeeze(words)));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('does not print the copy section', async () => {
    expect(whole(await read(ficheXml()))).not.toContain(squeeze('Copie à ne pas imprimer'));
  });

  it('shows the sections it does not know, after the others', async () => {
    const text = whole(
      await read(
        ficheXml({
          sections: [
            ['99999-9', 'Section nouvelle', 'Contenu inattendu'],
            ['18776-5', 'Proposition', 'Chimiothérapie'],
          ],
        }),
      ),
    );
    expect(text.indexOf('Contenuinattendu')).toBeGreaterThan(text.indexOf('Chimiothérapie'));
  });

  it('shows nested sections and who entered a section', async () => {
    const more = `<author><time value="20261011"/><assignedAuthor><assignedPerson><name><given>Ana</given>
      <family>LYSE</family></name></assignedPerson></assignedAuthor></author>
      <component><section><title>Précisions</title><text>Marges saines</text></section></component>`;
    const text = whole(await read(ficheXml({ sections: [['10218-6', 'CRO', 'Tumorectomie', more]] })));
    expect(text).toContain(squeeze('Saisi par Ana LYSE, le 11/10/2026'));
    expect(text).toContain(squeeze('Précisions Marges saines'));
  });

  it('says that a section without words was not filled', async () => {
    expect(whole(await read(ficheXml({ sections: [['18776-5', 'Proposition', '']] })))).toContain(
      squeeze('Proposition Non renseigné.'),
    );
  });
});

describe('renderFrcpPdf: identity and version', () => {
  it('heads the fiche with the used name, the birth name and the grouped INS', async () => {
    const text = whole(await read(ficheXml()));
    expect(text).toContain(squeeze('DURAND Jeanne, née MARTIN'));
    expect(text).toContain(squeeze('INS (NIR) 2 61 03 75 115 001 84 · Identité qualifiée'));
    expect(text).toContain(squeeze('Née le 12/03/1961 à PARIS 15 (75115) · 65 ans'));
  });

  it('says so when the identity is not qualified, and when it is a test', async () => {
    const local = '<id root="1.2.250.1.213.1.1.4.999" extension="IPP-4407"/>';
    const text = whole(await read(ficheXml({ ids: local })));
    expect(text).toContain(squeeze('Identité non qualifiée : pas d’INS'));
    expect(text).toContain(squeeze('Identifiant local IPP-4407'));
    const test = whole(await read(ficheXml({ ids: INS.replace('.1.4.8"', '.1.4.10"') })));
    expect(test).toContain(squeeze('INS de test (NIR)'));
    expect(test).not.toContain(squeeze('Identité qualifiée'));
  });

  it('does not repeat the name of one who uses the birth name, and suits the sex', async () => {
    const text = whole(await read(ficheXml({ usedName: 'MARTIN', sex: 'M' })));
    expect(text).toContain(squeeze('MARTIN Jeanne'));
    expect(text).not.toContain(squeeze('Jeanne, né MARTIN'));
    expect(text).toContain(squeeze('Masculin · Né le 12/03/1961'));
  });

  it('tells the version, the document it replaces and who validated it', async () => {
    const text = whole(await read(ficheXml({ version: 3 })));
    expect(text).toContain(squeeze('Version 3'));
    expect(text).toContain(squeeze('Remplace le document 2.25.99'));
    expect(text).toContain(squeeze('Validée le 12/10/2026 à 20:30 par Dr Solange AUBIN (Mme)'));
  });

  it('says that a fiche without legal authenticator is not validated', async () => {
    const text = whole(await read(ficheXml({ legal: '' })));
    expect(text).toContain(squeeze('Non validée : document de travail'));
    expect(LEGAL).toContain('legalAuthenticator');
  });

  it('writes who, born when, which document and which page on every page', async () => {
    const long = Array.from({ length: 160 }, (_, n) => `<paragraph>Ligne ${n}</paragraph>`).join('');
    const { pages } = await read(ficheXml({ sections: [['30954-2', 'Examens', long]] }));
    expect(pages.length).toBeGreaterThan(3);
    pages.forEach((page, index) => {
      const text = squeeze(page);
      expect(text).toContain(squeeze('DURAND Jeanne, née MARTIN · né(e) le 12/03/1961'));
      expect(text).toContain(squeeze('Document 2.25.101, version 1'));
      expect(text).toContain(squeeze(`Page ${index + 1}/${pages.length}`));
    });
  });
});

describe('renderFrcpPdf: refusals', () => {
  it('throws on a text that is not well formed', async () => {
    await expect(renderFrcpPdf('<ClinicalDocument>')).rejects.toThrow();
  });

  it('throws in French on another document', async () => {
    await expect(renderFrcpPdf('<Patient/>')).rejects.toThrow(/n’est pas un CDA/);
  });

  it('prints a document that lacks nearly everything, rather than failing', async () => {
    const text = whole(
      await read('<ClinicalDocument xmlns="urn:hl7-org:v3"><title>Vide</title></ClinicalDocument>'),
    );
    expect(text).toContain('Vide');
    expect(text).toContain(squeeze('Identité non qualifiée'));
  });
});

describe('headerValues (the oracle of these tests)', () => {
  it('reads what a reader must find, and not the null values', () => {
    const values = headerValues(ficheXml());
    for (const value of ['10000000022', '261037511500184', '0600000042', '12/10/2026à18:00', 'CONFIANCE']) {
      expect(values.map((one) => one.replaceAll('\u00a0', ''))).toContain(value);
    }
    expect(values).not.toContain('UNK');
    const root = parseCda(ficheXml()).documentElement!;
    expect(all(root, 'participant')).toHaveLength(7);
    expect(at(root, 'component/structuredBody')).not.toBeNull();
  });
});
