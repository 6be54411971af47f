import type { Library, Measure } from '@medplum/fhirtypes';
import { indicatorId } from './definition.ts';
import { dictionary } from './dictionary.ts';
import { extensionsOf, MEASURE_EXTENSIONS } from './extensions.ts';
import { compareText } from './keys.ts';

const HEAD = `# Indicateurs ONCORIF

<!-- Produit de fhir-profiles/measures par \`node rules/scripts/indicators-doc.ts\` : ne pas modifier ici. -->

Chaque ligne de l'annexe 2 est une ressource FHIR Measure versionnée : la définition ci-dessous est celle
qui est calculée. Les lignes D (pilotage) sont calculées de même, montrées par les tableaux de bord et absentes
des fichiers de l'export. Une lecture que l'appel à projets ne fixe pas est un choix du produit, écrit ici et dans
\`dictionnaire.csv\`. Valeur non calculable : vide et statut NC, jamais zéro. Les nombres de patients et de
professionnels sont distincts dans chaque case : ils ne s'additionnent pas d'une case à l'autre.

Chaque établissement et chaque 3C a ses propres rapports, que lisent les siens : le total y est la case de
l'établissement ou du 3C dans le rapport de la région, jamais une somme ; un patient y compte une fois.

Le rapport lu par les analystes (\`MeasureReport\` de type \`summary\`) ne porte que des nombres ; sous le seuil du
secret statistique ils y sont masqués, les mêmes que dans les fichiers. À qui peut voir les
patients, un rapport compagnon par établissement (type \`subject-list\`, même indicateur, même mois) donne les
ressources comptées : chaque \`evaluatedResource\` dit dans quelles populations (\`sous-indicateur/population\`) et à
quelles places (\`axe=code\`) elle compte. Une case se retrouve en gardant celles qui ont sa population et ses places
(docs/adr/0012).
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
    const calculation = [`${entry.calcul} (${entry.unite})`, entry.fenetre, entry.non_calculable && 'NC']
      .filter((text) => text !== '')
      .join(', ');
    const cells = [
      `\`${entry.sous_indicateur}\``,
      [entry.description, entry.non_calculable].filter((text) => text !== '').join(' : '),
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
    ...names(measure),
  ].join('\n');
}

function vocabulary(libraries: readonly Library[]): string {
  const sections = [...libraries]
    .sort((a, b) => compareText(b.url ?? '', a.url ?? ''))
    .map((library) =>
      [
        `### ${library.title} (version ${library.version})`,
        '',
        library.description,
        '',
        ...names(library),
      ].join('\n'),
    );
  return ['## Vocabulaire', '', ...sections].join('\n');
}

/** The named expressions of a Measure or a Library. */
function names(of: Measure | Library): string[] {
  const rows = extensionsOf(of, MEASURE_EXTENSIONS.VARIABLE).map(
    ({ valueExpression }) => `| \`%${valueExpression?.name}\` | ${code(valueExpression?.expression ?? '')} |`,
  );
  return rows.length === 0 ? [] : ['| Nom | Expression FHIRPath |', '|---|---|', ...rows, ''];
}

// A pipe would end the cell.
function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}
