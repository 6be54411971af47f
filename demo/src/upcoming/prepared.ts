import { type SectionKey, sectionTemplate } from '@dcc/fhir-profiles';
import type { Composition, Resource } from '@medplum/fhirtypes';
import { fiche } from '../story/fiche.ts';
import type { CasePlan } from '../story/roles.ts';

/** What a fiche does not hold before its session: it is what the session is for. */
const AFTER: readonly SectionKey[] = ['record', 'proposal', 'frame', 'status', 'comment'];
/** What some demandeurs have not written yet: the agenda shows what is missing. */
const FORGOTTEN: readonly SectionKey[] = ['phase', 'functional', 'pathology'];

/** The fiche of a case as it is prepared, without its decision; one of four still lacks some parts. */
export function preparedFiche(
  plan: CasePlan,
  sessionEnd: number,
  now: number,
): { composition: Composition; resources: Resource[] } {
  const rng = plan.rng.fork('prepared');
  const absent = [...AFTER, ...(rng.chance(0.25) ? rng.sample(FORGOTTEN, rng.int(1, 2)) : [])];
  const templates = new Set(absent.map((key) => sectionTemplate(key)));
  // Written now: nothing of a record is dated after the day one reads it.
  const whole = fiche({ ...plan, end: now }, sessionEnd);
  const sections = whole.composition.section!;
  const isAbsent = (one: (typeof sections)[number]) =>
    one.code?.coding?.some(({ code }) => templates.has(code ?? '')) ?? false;
  const kept = sections.filter((one) => !isAbsent(one));
  const gone = new Set(
    sections.filter(isAbsent).flatMap((one) => one.entry?.map(({ reference }) => reference) ?? []),
  );
  return {
    composition: { ...whole.composition, section: kept },
    resources: whole.resources.filter(({ resourceType, id }) => !gone.has(`${resourceType}/${id}`)),
  };
}
