import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findKit } from './kit.ts';
import { addConcept, fileText, readSvs } from './svs.ts';
import { terminologyFiles } from './terminology.ts';

const SVS = `<?xml version="1.0" encoding="UTF-8"?>
<RetrieveValueSetResponse xmlns="urn:ihe:iti:svs:2008">
  <ValueSet id="1.2.3" displayName="jdv-essai-cisis" revisionDate="2025-03-12T00:00:00+01:00">
    <ConceptList>
      <Concept code="C15313" codeSystem="2.16.840.1.113883.3.26.1.1" displayName="radiothérapie"/>
      <Concept code="ORG-064"
               codeSystem="1.2.250.1.213.1.1.4.322"
               displayName="Demande d&apos;examen &amp; suivi "/>
    </ConceptList>
  </ValueSet>
</RetrieveValueSetResponse>`;

describe('readSvs', () => {
  it('reads codes by system, whatever the line breaks, entities as the characters they are', () => {
    expect(readSvs(SVS, 'jdv-essai')).toEqual({
      name: 'jdv-essai',
      title: 'JDV essai',
      oid: '1.2.3',
      version: '2025-03-12',
      concepts: {
        NCIT: [['C15313', 'radiothérapie']],
        CISIS: [['ORG-064', "Demande d'examen & suivi"]],
      },
    });
  });

  it('reads the other way to write a date', () => {
    const older = SVS.replace(/revisionDate="[^"]*"/, 'version="20180330120000"');
    expect(readSvs(older, 'jdv-essai').version).toBe('2018-03-30');
  });

  it('refuses a system that nobody named: its codes would be lost', () => {
    const foreign = SVS.replace('2.16.840.1.113883.3.26.1.1', '1.2.3.4');
    expect(() => readSvs(foreign, 'jdv-essai')).toThrow('C15313 of unknown system 1.2.3.4');
  });

  it('refuses what is not a value set', () => {
    expect(() => readSvs('<html/>', 'jdv-essai')).toThrow('no ValueSet/@id');
  });
});

describe('addConcept', () => {
  it('lets the newest display win and keeps the order of the first', () => {
    const concepts = {};
    addConcept(concepts, 'R85', '331', 'Secrétaire médicale');
    addConcept(concepts, 'R85', '353', 'Membre de l’équipe de soins');
    addConcept(concepts, 'R85', '331', 'Secrétaire assistante médico-administrative');
    expect(concepts).toEqual({
      R85: [
        ['331', 'Secrétaire assistante médico-administrative'],
        ['353', 'Membre de l’équipe de soins'],
      ],
    });
  });
});

describe('fileText', () => {
  it('is JSON with one code per line', () => {
    const file = readSvs(SVS, 'jdv-essai');
    const text = fileText(file);
    expect(JSON.parse(text)).toEqual(file);
    expect(text.split('\n').filter((line) => line.includes('C15313'))).toEqual([
      '   ["C15313","radiothérapie"]',
    ]);
  });
});

describe.skipIf(!findKit())('terminology/', () => {
  it('is what the kit gives', () => {
    const folder = join(import.meta.dirname, '..', 'terminology');
    const files = terminologyFiles(findKit()!);
    expect(readdirSync(folder).sort()).toEqual([...files.keys()].sort());
    for (const [name, text] of files) expect(readFileSync(join(folder, name), 'utf8'), name).toBe(text);
  });
});
