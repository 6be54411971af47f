import type { Element } from 'slimdom';
import { attr } from './dom.ts';

/** National identifier roots and the French word a carer knows them by (spec cda.md §7.3). */
const ROOTS: Record<string, string> = {
  '1.2.250.1.213.1.4.8': 'INS (NIR)',
  '1.2.250.1.213.1.4.9': 'INS (NIA)',
  '1.2.250.1.213.1.4.10': 'INS de test (NIR)',
  '1.2.250.1.213.1.4.11': 'INS de test (NIA)',
  '1.2.250.1.71.4.2.1': 'RPPS',
  '1.2.250.1.71.4.2.2': 'FINESS',
  '1.2.250.1.161.1.20.1.1': 'Réseau régional (RRC)',
  '1.2.250.1.161.1.20.2.1': 'Gestionnaire (3C)',
  '1.2.250.1.161.1.20.3.1': 'RCP',
  '1.2.250.1.213.1.1.9': 'Session',
};
const INS_ROOTS = new Set(['8', '9', '10', '11'].map((leaf) => `1.2.250.1.213.1.4.${leaf}`));

export const isIns = (id: Element): boolean => INS_ROOTS.has(attr(id, 'root'));

/** The 15 characters of an INS in the groups printed on a carte Vitale: "2 79 03 51 215 189 89". */
export function insGroups(ins: string): string {
  const match = /^(.)(..)(..)(..)(...)(...)(..)$/.exec(ins);
  return match ? match.slice(1).join('\u00a0') : ins;
}

export interface LabelledId {
  label: string;
  value: string;
}

/**
 * Label and value of an `id` element. IDNPS and IDNST prefix the number carers know with its kind ("8" RPPS,
 * "1" FINESS): the prefix is dropped only when it is that one. An unknown root is shown, or two local
 * numbers of two establishments would look alike.
 */
export function identifier(id: Element): LabelledId | null {
  const root = attr(id, 'root');
  const value = attr(id, 'extension');
  if (!root) return null;
  if (!value) return { label: 'Identifiant', value: root };
  const label = ROOTS[root] ?? '';
  if (isIns(id)) return { label, value: insGroups(value) };
  if (label === 'RPPS')
    return value.startsWith('8') ? { label, value: value.slice(1) } : { label: 'IDNPS', value };
  if (label === 'FINESS')
    return value.startsWith('1') ? { label, value: value.slice(1) } : { label: 'IDNST', value };
  return label ? { label, value } : { label: 'Identifiant local', value: `${value} (${root})` };
}

export const identifierText = (id: Element): string => {
  const known = identifier(id);
  return known ? `${known.label} ${known.value}` : '';
};
