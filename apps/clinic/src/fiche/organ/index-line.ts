import type { HealthcareService } from '@medplum/fhirtypes';
import type { IndexLine } from '../SideIndex.tsx';
import { THEMES } from './shipped.ts';
import { themeForm, wantedForms } from './wanted.ts';

/** Is there an organ part to go to? Known without asking the server: a form that is named, or a known theme. */
export function hasOrganPart(rcp: HealthcareService | undefined, theme: string | undefined): boolean {
  const formless = theme && !THEMES.includes(theme) ? themeForm(theme) : undefined;
  return wantedForms(rcp, theme).some((one) => one !== formless);
}

/**
 * The index with a way to the organ part, after the exams that it is summed up in: on most screens it stands
 * under the form, far away. It has no state: nothing in it is mandatory.
 */
export function withOrgan(lines: readonly IndexLine[], title: string): IndexLine[] {
  const line: IndexLine = { id: 'organ', title, mandatory: false, state: 'empty' };
  const at = lines.findIndex(({ id }) => id === 'exams') + 1;
  return at > 0 ? lines.toSpliced(at, 0, line) : [...lines, line];
}
