import { codeOf, LATERALITIES } from '../../../terminology/small.ts';
import { frenchDay, sentence } from '../fhir.ts';
import { isClassification } from './classification.ts';
import { EDITIONS, type Tnm } from './tnm.ts';
import type { Coded, Tumour } from './tumour.ts';

/**
 * What the section says of a tumour, one paragraph each: what it is, its stage, its other classifications,
 * the note.
 */
export function tumourLines(value: Tumour): string[] {
  const side = codeOf(LATERALITIES, value.laterality)?.display;
  const where = [named(value.topography), side].filter(Boolean).join(', ');
  const when = value.diagnosedOn ? `diagnostic du ${frenchDay(value.diagnosedOn)}` : '';
  return [
    sentence([named(value.morphology), where, when].filter(Boolean).join(', ')),
    value.tnm ? tnmLine(value.tnm) : '',
    ...value.classifications
      .filter(isClassification)
      .map(({ name, version, value: result }) =>
        sentence(`${name}${version ? ` (${version})` : ''} : ${result}`),
      ),
    sentence(value.note),
  ].filter(Boolean);
}

function named({ code, display, text }: Coded): string {
  const name = text.trim() || display || '';
  return code && name ? `${name} (${code})` : name || code || '';
}

/** `cT2 cN1 cM0, stade IIB, TNM UICC 8e édition.` */
export function tnmLine({ t, n, m, stage, edition, absent }: Tnm): string {
  if (absent) return sentence(absent.text || 'Classification TNM absente');
  const said = [t, n, m].filter(Boolean).join(' ');
  const parts = [said, stage ? `stade ${stage}` : ''].filter(Boolean);
  return parts.length > 0 ? `${[...parts, EDITIONS[edition ?? '8']].join(', ')}.` : '';
}
