import { SYSTEMS } from '@dcc/fhir-profiles';
import type { Condition, LifeCycle } from './state.ts';
import { LIFE_CYCLES } from './tables.ts';

/** docs/etats.md, whole: the tables in French, for those who read FHIR and those who do not. */
export function statesDocument(): string {
  const head = [
    '# États',
    '',
    'Ce que chaque état veut dire dans les ressources stockées. Écrit depuis `rules/src/lifecycle/tables.ts`',
    '(`node rules/src/lifecycle/write.ts`) ; un test vérifie qu’ils disent la même chose. Dans un tableau,',
    'le premier état dont toutes les conditions tiennent est le bon. `dcc#x` : code x du système de codes du produit.',
  ];
  return `${[...head, ...LIFE_CYCLES.flatMap(table)].join('\n')}\n`;
}

function table({ label, states }: LifeCycle): string[] {
  const name = (code: string) => states.find((state) => state.code === code)!.label;
  const rows = states.map((state) => {
    const where = state.conditions.map(condition).join('<br>');
    const next = state.next.map(name).join(' ; ') || 'fin';
    return `| ${state.label} | \`${state.code}\` | ${where} | ${next} | ${state.note ?? ''} |`;
  });
  return [
    '',
    `## ${label}`,
    '',
    '| État | Code | Ressource, élément, code | Peut devenir | Précision |',
    '|---|---|---|---|---|',
    ...rows,
  ];
}

function condition({ resource, element, code }: Condition): string {
  return `${resource}.${element} = \`${short(code)}\``;
}

/** `system|code` with the name of the system: an address would drown the table. */
function short(code: string): string {
  const [system, value] = code.split('|');
  if (value === undefined) {
    return code;
  }
  const info = Object.values(SYSTEMS).find(({ url }) => url === system);
  return `${info?.name === 'DCC' ? 'dcc' : (info?.name ?? system)}#${value}`;
}
