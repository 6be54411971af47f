import { z } from 'zod';

const schema = z.strictObject({
  version: z.string().min(1),
  /** Minutes given to a case whose length nobody said, by kind. */
  minutes: z.strictObject({
    registered: z.int().min(1),
    simple: z.int().min(1),
    usual: z.int().min(1),
    complex: z.int().min(1),
  }),
  /** Points of a case: more points, earlier. Never stronger than somebody's departure. */
  points: z.strictObject({
    urgent: z.int(),
    recours: z.int(),
    complexity: z.int(),
    incomplete: z.int(),
    registered: z.int(),
  }),
});

/** How an agenda is ordered: data with a version, shown with the result, so that a team may have its own. */
export type AgendaWeights = z.infer<typeof schema>;

/** @throws Error naming the wrong field. */
export function agendaWeights(value: unknown): AgendaWeights {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`Poids de l’ordre du jour : ${issue?.path.join('.')} : ${issue?.message}`);
  }
  return parsed.data;
}

/** Product's own, to be discussed with teams: nothing published says how an agenda is best ordered. */
export const WEIGHTS_2026: AgendaWeights = agendaWeights({
  version: '2026.11',
  minutes: { registered: 1, simple: 4, usual: 6, complex: 10 },
  points: { urgent: 40, recours: 15, complexity: 10, incomplete: -25, registered: -60 },
});
