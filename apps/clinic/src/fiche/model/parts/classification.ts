import { CISIS, LNC } from '@dcc/fhir-profiles/src/codes.ts';
import { hasCode } from '@dcc/rules/src/signing/record.ts';
import type { Observation, ObservationComponent } from '@medplum/fhirtypes';
import type { FicheEdit } from '../edit.ts';
import { compactReference, concept, putObservation } from '../fhir.ts';

/** A classification other than the TNM: a grade, Ann Arbor, Gleason. */
export interface Classification {
  key: string;
  name: string;
  version: string;
  value: string;
}

/** It exists once it has a name and a result. */
export function isClassification({ name, value }: Classification): boolean {
  return name.trim() !== '' && value.trim() !== '';
}

export function readClassifications(
  own: readonly { key: string; resource: Observation }[],
): Classification[] {
  return own
    .filter(({ resource }) => hasCode(resource.code, LNC.OTHER_CLASSIFICATION))
    .map(({ key, resource }) => ({
      key,
      name: component(resource, CISIS.CLASSIFICATION_NAME)?.valueString ?? '',
      version: component(resource, CISIS.CLASSIFICATION_VERSION)?.valueString ?? '',
      value: resource.valueString ?? '',
    }));
}

function component(resource: Observation | undefined, code: { system: string; code: string }) {
  return resource?.component?.find((one) => hasCode(one.code, code));
}

/** @param tumour key of the tumour it is about, which may have become that of a copy. */
export function putClassification(edit: FicheEdit, tumour: string, value: Classification): string[] {
  if (!isClassification(value)) return edit.get(value.key) ? [value.key] : [];
  const old = edit.get<Observation>(value.key, 'Observation');
  const part = (
    code: { system: string; code: string; display: string },
    text: string,
  ): ObservationComponent[] => {
    const kept = component(old, code);
    if (kept && kept.valueString === text) return [kept];
    return text.trim() ? [{ code: kept?.code ?? concept([code]), valueString: text.trim() }] : [];
  };
  const kind = {
    slot: 'classification/*',
    profile: 'dcc-other-classification',
    codes: [LNC.OTHER_CLASSIFICATION],
  };
  return [
    putObservation(edit, value.key, kind, {
      focus: [compactReference<NonNullable<Observation['focus']>[number]>(tumour)],
      valueString: value.value.trim(),
      component: [
        ...part(CISIS.CLASSIFICATION_NAME, value.name),
        ...part(CISIS.CLASSIFICATION_VERSION, value.version),
      ],
    }),
  ];
}
