import { type FicheAround, FicheStore } from './fiche-store.ts';

/** Cases whose form is on screen here: it sends its draft by itself. */
const onScreen = new Set<string>();

/** The form of a case is on screen until the returned function is called. */
export function shown(caseId: string): () => void {
  onScreen.add(caseId);
  return () => onScreen.delete(caseId);
}

/**
 * Sends what was typed in a fiche whose form was left while the server was away.
 * @returns does it still wait for the server? Undefined: its form is on screen, and tells. What was signed meanwhile
 *   waits for nobody: it is shown when the fiche is opened.
 */
export async function sendKept(caseId: string, around: FicheAround): Promise<boolean | undefined> {
  if (onScreen.has(caseId)) return undefined;
  const draft = await around.kept();
  if (!draft) return false;
  const fiche = await around.load();
  if (!fiche || onScreen.has(caseId)) return undefined;
  const store = new FicheStore(fiche, around);
  await store.resume();
  await store.flush();
  // A conflict is merged, and sent once more.
  await store.flush();
  const { unsaved } = store.snapshot();
  store.close();
  return unsaved;
}
