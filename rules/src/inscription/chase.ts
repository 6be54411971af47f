import { codeSystem } from '@dcc/fhir-profiles/src/canonical.ts';
import { DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import type {
  Organization,
  Patient,
  Practitioner,
  PractitionerRole,
  Reference,
  ServiceRequest,
  Task,
} from '@medplum/fhirtypes';
import { concept } from './codes.ts';
import type { PieceState } from './completeness.ts';

/** Identifier system of the Tasks that chase a piece: `<UUID of the inscription>/<key of the piece>`. */
export const PIECE_SYSTEM = `${codeSystem('dcc')}/piece`;

export interface ChaseTarget {
  /** UUID of the inscription. */
  id: string;
  inscription: Reference<ServiceRequest>;
  patient: Reference<Patient>;
  owner: Reference<PractitionerRole | Practitioner | Organization>;
  /** Who asks. */
  by?: Reference<PractitionerRole>;
  /** FHIR date by which it is wanted. */
  due: string;
  now: string;
}

/** One Task for each missing piece: who must bring it, and by when. */
export function chase(missing: readonly PieceState[], target: ChaseTarget): Task[] {
  return missing.map((piece) => ({
    resourceType: 'Task',
    identifier: [{ system: PIECE_SYSTEM, value: `${target.id}/${piece.key}` }],
    status: 'requested',
    intent: 'order',
    priority: piece.weight >= 10 ? 'urgent' : 'routine',
    code: concept(DCC_CODES.COMPLETE_PIECE),
    description: piece.ask,
    focus: target.inscription,
    for: target.patient,
    authoredOn: target.now,
    ...(target.by ? { requester: target.by } : {}),
    owner: target.owner,
    restriction: { period: { end: target.due } },
  }));
}

/** Key of the piece a Task asks for; undefined when it is a Task about something else. */
export function pieceOf(task: Task): string | undefined {
  return task.identifier?.find(({ system }) => system === PIECE_SYSTEM)?.value?.split('/')[1];
}

const OPEN: readonly Task['status'][] = [
  'requested',
  'received',
  'accepted',
  'in-progress',
  'on-hold',
  'ready',
];

/** What must change once pieces came in, or lack again: Tasks to end, Tasks to create. */
export function updateChase(
  stored: readonly Task[],
  missing: readonly PieceState[],
  target: ChaseTarget,
): { done: Task[]; added: Task[] } {
  const keys = new Set(missing.map(({ key }) => key));
  const open = stored.filter((task) => pieceOf(task) && OPEN.includes(task.status));
  const asked = new Set(open.map(pieceOf));
  return {
    done: open
      .filter((task) => !keys.has(pieceOf(task)!))
      .map((task) => ({ ...task, status: 'completed', lastModified: target.now })),
    added: chase(
      missing.filter(({ key }) => !asked.has(key)),
      target,
    ),
  };
}

/** Is the piece late on this day? Both are FHIR dates. */
export function isOverdue(task: Task, today: string): boolean {
  const due = task.restriction?.period?.end;
  return OPEN.includes(task.status) && !!due && due.slice(0, 10) < today.slice(0, 10);
}
