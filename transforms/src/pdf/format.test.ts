import type { Element } from 'slimdom';
import { describe, expect, it } from 'vitest';
import { parseCda } from './dom.ts';
import { address, codeLabel, frenchPeriod, frenchTime, personName, telecom } from './format.ts';
import { identifier, identifierText, insGroups } from './identifiers.ts';

const xml = (markup: string): Element => parseCda(markup).documentElement!;

describe('dates', () => {
  it.each([
    ['2026', '2026'],
    ['202610', '10/2026'],
    ['20261012', '12/10/2026'],
    ['202610121805', '12/10/2026 à 18:05'],
    ['20261012180509+0200', '12/10/2026 à 18:05'],
    ['20261012180509.123+0200', '12/10/2026 à 18:05'],
    ['2026101218', '12/10/2026 à 18:00'],
    ['pas une date', 'pas une date'],
    ['', ''],
  ])('%s is %s', (stamp, french) => expect(frenchTime(stamp)).toBe(french));

  it('says periods with one or two ends', () => {
    expect(frenchPeriod(xml('<t value="20261012"/>'))).toBe('12/10/2026');
    expect(frenchPeriod(xml('<t><low value="2025"/><high value="2026"/></t>'))).toBe('du 2025 au 2026');
    expect(frenchPeriod(xml('<t><low value="2025"/></t>'))).toBe('2025');
    expect(frenchPeriod(xml('<t><high value="2026"/></t>'))).toBe('jusqu’au 2026');
    expect(frenchPeriod(xml('<t nullFlavor="UNK"/>'))).toBe('');
    expect(frenchPeriod(null)).toBe('');
  });
});

describe('people and places', () => {
  it('writes names as carers say them', () => {
    const name = (inside: string) => personName(xml(`<name>${inside}</name>`));
    expect(name('<prefix>M</prefix><given>Luc</given><family>ROY</family><suffix>PR</suffix>')).toBe(
      'Pr Luc ROY (M.)',
    );
    expect(name('<family>ROY</family><given>Anne</given><prefix>MME</prefix>')).toBe('Mme Anne ROY');
    expect(name('<family>ROY</family>')).toBe('ROY');
    expect(name('ROY Anne')).toBe('ROY Anne');
    expect(personName(null)).toBe('');
  });

  it('writes addresses in the French order, whatever the order of the parts', () => {
    const parts = '<city>PARIS</city><streetName>rue X</streetName><houseNumber>3</houseNumber>';
    expect(address(xml(`<addr>${parts}<postalCode>75001</postalCode></addr>`))).toBe('3 rue X, 75001 PARIS');
    expect(address(xml('<addr><unitID>Esc. A</unitID><city>LYON</city><country>FR</country></addr>'))).toBe(
      'Esc. A, LYON, FR',
    );
    expect(address(xml('<addr>12 rue libre, LILLE</addr>'))).toBe('12 rue libre, LILLE');
    expect(address(xml('<addr nullFlavor="NAV"/>'))).toBe('');
  });

  it('keeps every street line and the commune code', () => {
    const lines =
      '<streetAddressLine>Bât. B</streetAddressLine><streetAddressLine>Hall 2</streetAddressLine>';
    expect(address(xml(`<addr>${lines}<county>93008</county></addr>`))).toBe(
      'Bât. B, Hall 2, code commune 93008',
    );
  });

  it('names telecoms and their use', () => {
    expect(telecom(xml('<t value="tel:0145" use="WP"/>'))).toBe('Tél. 0145 (professionnel)');
    expect(telecom(xml('<t value="mailto:a@b.fr"/>'))).toBe('a@b.fr');
    expect(telecom(xml('<t value="fax:0146" use="XX"/>'))).toBe('Fax 0146');
    expect(telecom(xml('<t nullFlavor="UNK"/>'))).toBe('');
  });

  it('says a code by its label, its words, or itself', () => {
    expect(codeLabel(xml('<c code="X" displayName="Radiologue"/>'))).toBe('Radiologue');
    expect(codeLabel(xml('<c code="X"/>'))).toBe('X');
    expect(codeLabel(xml('<c nullFlavor="OTH"><originalText>libre</originalText></c>'))).toBe('libre');
    expect(codeLabel(xml('<c displayName="A"><originalText>précisé</originalText></c>'))).toBe('A : précisé');
    expect(codeLabel(null)).toBe('');
  });
});

describe('identifiers', () => {
  const id = (root: string, extension?: string) =>
    xml(`<id root="${root}"${extension ? ` extension="${extension}"` : ''}/>`);

  it('groups an INS as it is printed, and nothing else', () => {
    expect(insGroups('261037511500184').replaceAll('\u00a0', ' ')).toBe('2 61 03 75 115 001 84');
    expect(insGroups('2610A')).toBe('2610A');
  });

  it('drops the kind of a national number only when it is the usual one', () => {
    expect(identifierText(id('1.2.250.1.71.4.2.1', '810000000011'))).toBe('RPPS 10000000011');
    expect(identifierText(id('1.2.250.1.71.4.2.1', '0930000000'))).toBe('IDNPS 0930000000');
    expect(identifierText(id('1.2.250.1.71.4.2.2', '1750000001'))).toBe('FINESS 750000001');
    expect(identifierText(id('1.2.250.1.71.4.2.2', '3750000001'))).toBe('IDNST 3750000001');
  });

  it('shows the root of a number it does not know, and never an id without root', () => {
    expect(identifier(id('1.2.3', '42'))).toEqual({ label: 'Identifiant local', value: '42 (1.2.3)' });
    expect(identifier(id('1.2.3'))).toEqual({ label: 'Identifiant', value: '1.2.3' });
    expect(identifier(xml('<id nullFlavor="UNK"/>'))).toBeNull();
  });
});
