import { type FicheState, type Report, readPart } from '../fiche/model/index.ts';
import { shortDate } from '../kit/dates.ts';
import { codeOf, ECOG } from '../terminology/small.ts';

/** What the room reads of a case before it speaks. */
export interface CaseSummary {
  /** `T2 N1 M0 (UICC 8)`, `carcinome canalaire infiltrant`, `sein`, `OMS 1` */
  disease: string[];
  /** The case in a few lines, as its author wrote it. */
  story: string;
  question: string;
  /** Quoted conclusions of reports, with their day. */
  reports: { title: string; text: string }[];
  history: string;
  wishes: string;
}

const TITLES = {
  pathology: 'Anatomopathologie',
  operative: 'Compte rendu opératoire',
  molecular: 'Génétique moléculaire',
} as const;

export function summaryOf(fiche: FicheState): CaseSummary {
  const { summary, question } = readPart(fiche, 'question');
  return {
    disease: [...diseaseOf(fiche), ...performanceOf(fiche)].filter(Boolean),
    story: summary,
    question,
    reports: (['pathology', 'operative', 'molecular'] as const).flatMap((kind) =>
      readPart(fiche, kind)
        .filter(({ text }: Report) => text.trim())
        .map(({ on, text }: Report) => ({
          title: on ? `${TITLES[kind]} (${shortDate(on)})` : TITLES[kind],
          text,
        })),
    ),
    history: readPart(fiche, 'history'),
    wishes: readPart(fiche, 'wishes'),
  };
}

function diseaseOf(fiche: FicheState): string[] {
  return readPart(fiche, 'tumour').tumours.flatMap(({ tnm, morphology, topography }) => {
    const letters = [tnm?.t, tnm?.n, tnm?.m].filter(Boolean).join(' ');
    // The edition stands with the letters: a TNM without it is dangerous (spec/product.md 17, 8).
    const classified = letters && `${letters} (UICC ${tnm?.edition ?? 'édition inconnue'})`;
    return [
      classified || (tnm?.absent?.text ?? ''),
      tnm?.stage ? `stade ${tnm.stage}` : '',
      morphology.text || morphology.display || '',
      topography.text || topography.display || '',
    ];
  });
}

function performanceOf(fiche: FicheState): string[] {
  const { ecog, g8 } = readPart(fiche, 'functional');
  const answer = codeOf(ECOG, ecog);
  return [
    answer ? `OMS ${ECOG.indexOf(answer)}` : '',
    g8 === undefined ? '' : `G8 ${String(g8).replace('.', ',')}/17`,
  ];
}
