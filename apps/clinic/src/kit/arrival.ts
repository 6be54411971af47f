/** What is asked of a document: anything with these, so that the rule needs no browser. */
interface Place {
  body: unknown;
  activeElement: { closest(selector: string): unknown } | null;
}

/**
 * Whether the title of a screen that opens takes the focus: yes after somebody came by the menu or a link, so that a
 * screen reader says where one is. No while a field of the screen has it, nor on the first load of the document, where
 * the first Tab must meet the skip link (RGAA 12.7).
 *
 * @param activation the browser's memory of a first click or key; without it (old Firefox) every opening counts.
 */
export function takesFocus(place: Place, activation: { hasBeenActive: boolean } | undefined): boolean {
  if (activation?.hasBeenActive === false) return false;
  const focused = place.activeElement;
  return !focused || focused === place.body || focused.closest('#content') === null;
}
