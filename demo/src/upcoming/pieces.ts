import { sectionTemplate } from '@dcc/fhir-profiles';
import { type ChaseTarget, chase } from '@dcc/rules/src/inscription/chase.ts';
import { PIECES } from '@dcc/rules/src/inscription/pieces.ts';
import type { Composition, Task } from '@medplum/fhirtypes';
import { localId, refer } from '../base/fhir.ts';
import { parisTime } from '../base/time.ts';
import { roleOf } from '../region/professionals.ts';
import { accountsOf } from '../region/rcps.ts';
import { inscriptionOf } from '../story/inscription.ts';
import { type CasePlan, requesterPlace } from '../story/roles.ts';

/** Pieces that a prepared fiche may lack, of those that demandeurs forget. */
const CHASED = ['ecog', 'phase', 'pathology'];

/** Keys of the pieces whose section is not in a fiche. */
export function missingPieces(composition: Composition): string[] {
  const held = new Set(
    composition.section?.flatMap(({ code }) => code?.coding?.map((one) => one.code) ?? []) ?? [],
  );
  return PIECES.filter(
    ({ key, section }) => CHASED.includes(key) && section && !held.has(sectionTemplate(section)),
  ).map(({ key }) => key);
}

/** The requests for what a fiche lacks: whoever leads the RCP asks the demandeur, for the eve of the session. */
export function chasedPieces(plan: CasePlan, composition: Composition, now: number): Task[] {
  const missing = new Set(missingPieces(composition));
  const day = 86_400_000;
  const eve = Math.max(plan.session.start - day, now);
  const id = localId(`inscription of ${plan.state.key}`);
  const target: ChaseTarget = {
    id,
    inscription: inscriptionOf(plan),
    patient: refer('Patient', plan.state.member.plan.key),
    owner: roleOf(plan.requester),
    by: roleOf(plan.session.rcp.chair),
    due: parisTime(eve).slice(0, 10),
    now: new Date(now).toISOString(),
  };
  const pieces = PIECES.filter(({ key }) => missing.has(key)).map((one) => ({ ...one, present: false }));
  const accounts = accountsOf(plan.session.rcp, requesterPlace(plan));
  return chase(pieces as never, target).map((task) => ({
    ...task,
    id: localId(`piece ${task.identifier![0]!.value}`),
    meta: { accounts } as Task['meta'],
    encounter: refer('Encounter', plan.key),
  }));
}
