/** What is asked of a document: anything with these, so that the rule needs no browser. */
interface Place {
  body: unknown;
  activeElement: { closest(selector: string): unknown } | null;
}

/** Whether somebody has clicked or typed since this document came. `navigator.userActivation` outlives a reload. */
export const activity = { begun: false };
if (typeof document !== 'undefined') {
  const begin = () => {
    activity.begun = true;
  };
  for (const type of ['keydown', 'pointerdown']) {
    document.addEventListener(type, begin, { capture: true, once: true });
  }
}

/**
 * Whether the title of a screen that opens takes the focus: yes after somebody came by the menu or a link, so that a
 * screen reader says where one is. No while a field of the screen has it, nor on the first load of the document, where
 * the first Tab must meet the skip link (RGAA 12.7).
 */
export function takesFocus(place: Place, { begun }: { begun: boolean }): boolean {
  if (!begun) return false;
  const focused = place.activeElement;
  return !focused || focused === place.body || focused.closest('#content') === null;
}
