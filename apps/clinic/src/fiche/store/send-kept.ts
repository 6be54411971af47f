import { type FicheAround, FicheStore } from './fiche-store.ts';

/** Cases whose form is on screen here: it sends its draft by itself. */
const forms = new Map<string, number>();
const onScreen = (caseId: string) => (forms.get(caseId) ?? 0) > 0;

/** The form of a case is on screen until the returned function is called. */
export function shown(caseId: string): () => void {
  // A form that is drawn anew is there before the old one has gone.
  const count = (by: number) => forms.set(caseId, (forms.get(caseId) ?? 0) + by);
  count(1);
  return () => void count(-1);
}

/**
 * Sends what was typed in a fiche whose form was left while the server was away.
 * @returns does it still wait for the server? Undefined: its form is on screen, and tells. What was signed meanwhile
 *   waits for nobody: it is shown when the fiche is opened.
 */
export async function sendKept(caseId: string, around: FicheAround): Promise<boolean | undefined> {
  if (onScreen(caseId)) return undefined;
  const draft = await around.kept();
  if (!draft) return false;
  const fiche = await around.load();
  if (!fiche || onScreen(caseId)) return undefined;
  const store = new FicheStore(fiche, around);
  await store.resume();
  await store.flush();
  // A conflict is merged, and sent once more.
  await store.flush();
  const { unsaved } = store.snapshot();
  store.close();
  return unsaved;
}
