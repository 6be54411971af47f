import type { Library, Measure } from '@medplum/fhirtypes';
import { indicatorId } from './definition.ts';
import { dictionary } from './dictionary.ts';
import { extensionsOf, MEASURE_EXTENSIONS } from './extensions.ts';
import { compareText } from './keys.ts';

const HEAD = `# Indicateurs ONCORIF

<!-- Produit de fhir-profiles/measures par \`node rules/scripts/indicators-doc.ts\` : ne pas modifier ici. -->

Chaque ligne de l'annexe 2 est une ressource FHIR Measure versionnée : la définition ci-dessous est celle
qui est calculée. Une lecture que l'appel à projets ne fixe pas est un choix du produit, écrit ici et dans
\`dictionnaire.csv\`. Valeur non calculable : vide et statut NC, jamais zéro. Les nombres de patients et de
professionnels sont distincts dans chaque case : ils ne s'additionnent pas d'une case à l'autre.
`;

/** `docs/indicateurs.md`: the reading of each indicator, in French, from the Measures alone. */
export function indicatorsMarkdown(measures: readonly Measure[], libraries: readonly Library[]): string {
  const sorted = [...measures].sort((a, b) => compareText(a.url ?? '', b.url ?? ''));
  return [HEAD, ...sorted.map(section), vocabulary(libraries)].join('\n');
}

function section(measure: Measure): string {
  const rows = dictionary([measure]).map((entry) => {
    const parts = [
      ['dénominateur', entry.denominateur],
      ['numérateur', entry.numerateur],
      ['compté par', entry.cle_distincte],
      ['valeur', entry.observation],
    ].filter(([, text]) => text !== '' && text !== 'true');
    const formula = parts.map(([name, text]) => `${name} ${code(text!)}`).join('<br>');
    const calculation = `${entry.calcul} (${entry.unite})`;
    const cells = [
      `\`${entry.sous_indicateur}\``,
      entry.description,
      calculation,
      code(entry.population),
      formula,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const axes = [...new Set(dictionary([measure]).flatMap((entry) => entry.axes.split(', ')))];
  return [
    `## ${indicatorId(measure)} ${measure.title} (version ${measure.version})`,
    '',
    `> ${measure.purpose}`,
    '',
    measure.description,
    '',
    ...(measure.definition ?? []).map((line) => `- ${line}`),
    `- Axes : total, mois, ${axes.map((axis) => axis[0]?.toLowerCase() + axis.slice(1)).join(', ')}.`,
    '',
    '| Sous-indicateur | Description | Calcul | Population | Expression |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function vocabulary(libraries: readonly Library[]): string {
  const rows = libraries.flatMap((library) =>
    extensionsOf(library, MEASURE_EXTENSIONS.VARIABLE).map(
      ({ valueExpression }) =>
        `| \`%${valueExpression?.name}\` | ${code(valueExpression?.expression ?? '')} |`,
    ),
  );
  return ['## Vocabulaire commun', '', '| Nom | Expression FHIRPath |', '|---|---|', ...rows, ''].join('\n');
}

// A pipe would end the cell.
function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}
