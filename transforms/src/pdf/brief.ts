import type { Document, Element } from 'slimdom';
import { at, attr, children, descendants, textOf } from './dom.ts';

/** A fact a doctor looks for first, read in the coded entries. */
export interface Fact {
  label: string;
  value: string;
}

/** Coded facts shown in one line under the identity; a fact the entries do not code is not shown. */
export function briefOf(document: Document): Fact[] {
  const byCode = new Map<string, Element[]>();
  const words = new Map<string, Element>();
  for (const element of descendants(document.documentElement)) {
    const id = element.getAttribute('ID');
    if (id) words.set(id, element);
    if (element.localName !== 'observation') continue;
    const code = attr(at(element, 'code'), 'code');
    byCode.set(code, [...(byCode.get(code) ?? []), element]);
  }
  const first = (code: string) => byCode.get(code)?.[0];
  const said = (value: Element | null | undefined) => (value ? coded(value, words) : '');
  const value = (code: string) => said(at(first(code), 'value'));
  const tumours = byCode.get('282291009') ?? [];
  const [tumour] = tumours;
  const more = tumours.length > 1 ? ` (1re de ${tumours.length})` : '';
  return [
    {
      label: `Tumeur${more}`,
      value: [said(at(tumour, 'targetSiteCode')), laterality(tumour)].filter(Boolean).join(', '),
    },
    { label: 'Morphologie', value: said(at(tumour, 'value')) },
    { label: 'cTNM', value: tnm(first('75620-5')) },
    { label: 'Phase', value: value('MED-243') },
    { label: 'OMS', value: performance(first('89262-0')) },
    { label: 'Quorum', value: value('ORG-125') },
  ].filter((fact) => fact.value);
}

function coded(value: Element, words: Map<string, Element>): string {
  if (attr(value, 'displayName')) return attr(value, 'displayName');
  const original = at(value, 'originalText');
  const reference = attr(at(original, 'reference'), 'value').replace('#', '');
  return textOf(words.get(reference)) || textOf(original) || attr(value, 'code');
}

function laterality(tumour: Element | undefined): string {
  const qualifiers = children(at(tumour, 'targetSiteCode'), 'qualifier');
  const side = qualifiers.find((one) => attr(at(one, 'name'), 'code') === '20228-3');
  return attr(at(side, 'value'), 'displayName');
}

function tnm(observation: Element | undefined): string {
  if (!observation) return '';
  const parts = ['21905-5', '21906-3', '21907-1'].map((code) => {
    const component = [...descendants(observation)].find(
      (one) => one.localName === 'observation' && attr(at(one, 'code'), 'code') === code,
    );
    return attr(at(component, 'value'), 'code');
  });
  const qualifier = (code: string) =>
    children(at(observation, 'value'), 'qualifier').find((one) => attr(at(one, 'name'), 'code') === code);
  const stage = attr(at(qualifier('21909-7'), 'value'), 'code');
  const edition = attr(at(qualifier('21917-0'), 'value'), 'code');
  const text = parts.filter(Boolean).join(' ');
  if (!text && !stage) return '';
  return [text, stage && `stade ${stage}`, edition && `(UICC ${edition})`].filter(Boolean).join(' ');
}

/** ECOG answers are LA9622-7 (0) to LA9627-6 (5): the figure is what is said aloud (LOINC 89262-0). */
function performance(observation: Element | undefined): string {
  const match = /^LA962([2-7])-/.exec(attr(at(observation, 'value'), 'code'));
  return match ? String(Number(match[1]) - 2) : '';
}
