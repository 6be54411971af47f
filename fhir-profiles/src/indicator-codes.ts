import type { CodeSystem, Measure } from '@medplum/fhirtypes';
import { SYSTEMS } from './systems.ts';

/**
 * The code systems of axes and sub-indicators, read from the Measures that use them: a Measure that is added brings
 * its own codes. `content` is fragment, because a network may publish Measures of its own on its server.
 */
export function indicatorCodeSystems(measures: readonly Measure[]): CodeSystem[] {
  const axes = new Map<string, string>();
  const subIndicators = new Map<string, string>();
  for (const group of measures.flatMap((measure) => measure.group ?? [])) {
    note(subIndicators, group.code?.coding?.[0]?.code, group.code?.text);
    for (const { code, component } of group.stratifier ?? []) {
      note(axes, code?.coding?.[0]?.code, code?.text);
      for (const part of component ?? []) note(axes, part.code?.coding?.[0]?.code, part.code?.text);
    }
  }
  return [
    codeSystem('AXIS', "Axes d'analyse des indicateurs", axes),
    codeSystem('SUB_INDICATOR', 'Sous-indicateurs', subIndicators),
  ];
}

// The first label wins: one code is one thing, whatever the Measure that is read first.
function note(concepts: Map<string, string>, code: string | undefined, label: string | undefined): void {
  if (code && (!concepts.has(code) || concepts.get(code) === code)) concepts.set(code, label ?? code);
}

function codeSystem(
  key: 'AXIS' | 'SUB_INDICATOR',
  title: string,
  concepts: ReadonlyMap<string, string>,
): CodeSystem {
  const { url, name } = SYSTEMS[key];
  return {
    resourceType: 'CodeSystem',
    url,
    version: '0.1.0',
    name: name.replaceAll(/[^A-Za-z0-9]+/g, '_'),
    title,
    status: 'active',
    caseSensitive: true,
    content: 'fragment',
    concept: [...concepts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, display]) => ({ code, display })),
  };
}
