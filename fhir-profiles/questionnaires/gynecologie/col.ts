import { CPS, POSITIVE_NEGATIVE, SENTINEL_NODE, VASCULAR_INVASION } from '../answers.ts';
import { choice, decimal, group, yesNo } from '../form.ts';
import { anyOf, mm, same } from '../items.ts';

/** Cervix: size, parametria and nodes decide between surgery and radiotherapy. */
export const col = group(
  'col-g',
  'Col de l’utérus',
  [
    choice(
      'histo-col',
      'Type histologique',
      [
        ['epidermoide', 'épidermoïde'],
        ['adk-hpv', 'adénocarcinome lié à HPV'],
        ['adk-sans', 'adénocarcinome sans HPV'],
        ['adenosquameux', 'adénosquameux'],
        ['neuroendocrine', 'neuroendocrine'],
        ['autre', 'autre'],
      ],
      { short: 'histologie' },
    ),
    choice(
      'figo-col',
      'Stade FIGO 2018',
      same(
        ...['IA1', 'IA2', 'IB1', 'IB2', 'IB3', 'IIA1', 'IIA2', 'IIB'],
        ...['IIIA', 'IIIB', 'IIIC1', 'IIIC2', 'IVA', 'IVB'],
      ),
      { short: 'FIGO' },
    ),
    mm('taille-col', 'Plus grande taille en IRM', 200, { short: 'taille en IRM' }),
    choice(
      'parametres',
      'Paramètres',
      [
        ['libres', 'libres'],
        ['un', 'atteinte d’un côté'],
        ['deux', 'atteinte des deux côtés'],
        ['nd', 'non évalués'],
      ],
      { short: 'paramètres' },
    ),
    yesNo('hydronephrose', 'Hydronéphrose', { short: 'hydronéphrose' }),
    choice(
      'adp-col',
      'Ganglions en imagerie',
      [
        ['non', 'aucun suspect'],
        ['pelvien', 'pelviens'],
        ['aortique', 'lombo-aortiques'],
        ['deux', 'pelviens et lombo-aortiques'],
      ],
      { short: 'ganglions' },
    ),
    choice(
      'stade-aortique',
      'Stadification lombo-aortique chirurgicale',
      [
        ['non', 'non faite'],
        ['negative', 'négative'],
        ['positive', 'positive'],
        ['discuter', 'à discuter'],
      ],
      { short: 'stadification lombo-aortique' },
    ),
    choice('gs-col', 'Ganglion sentinelle', SENTINEL_NODE, { short: 'ganglion sentinelle' }),
    choice('emboles-col', 'Emboles lymphovasculaires', VASCULAR_INVASION, { short: 'emboles' }),
    mm('infiltration-col', 'Profondeur d’infiltration', 60, { short: 'infiltration' }),
    choice('hpv-col', 'HPV, p16', POSITIVE_NEGATIVE, { short: 'p16' }),
    choice('pdl1-col', 'PD-L1', CPS, { short: 'PD-L1' }),
    decimal('scc', 'Antigène SCC', { unit: ['ng/mL', 'ng/mL'], min: 0, max: 10000, short: 'SCC' }),
    decimal('hb-col', 'Hémoglobine', { unit: ['g/dL', 'g/dL'], min: 1, max: 25, short: 'Hb' }),
  ],
  anyOf('site', 'col'),
);
