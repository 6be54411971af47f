/**
 * Calls a step when the page may be about to go: a reload, a tab closed, a telephone that puts it away. What is kept in
 * this browser is encrypted, which takes a few turns of the page: the first of these events leaves it that time
 * (`beforeunload` comes before the next page is asked for), the others are for browsers that do not tell it.
 * @returns call it when there is nothing to keep any more.
 */
export function onLeaving(
  step: () => unknown,
  page: Pick<Window, 'addEventListener' | 'removeEventListener'> & { document: Document } = window,
): () => void {
  const leave = () => void step();
  const hide = () => {
    if (page.document.visibilityState === 'hidden') leave();
  };
  page.addEventListener('beforeunload', leave);
  page.addEventListener('pagehide', leave);
  page.document.addEventListener('visibilitychange', hide);
  return () => {
    page.removeEventListener('beforeunload', leave);
    page.removeEventListener('pagehide', leave);
    page.document.removeEventListener('visibilitychange', hide);
  };
}
