import { expect, test, vi } from 'vitest';
import { onLeaving } from './leaving.ts';

/** A window of which the test fires the events. */
function page() {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  return Object.assign(new EventTarget(), { document });
}
const asWindow = (one: ReturnType<typeof page>) => one as unknown as Window & { document: Document };

test.each(['beforeunload', 'pagehide'])('%s is a time to keep what is typed', (event) => {
  const [one, step] = [page(), vi.fn()];
  onLeaving(step, asWindow(one));
  one.dispatchEvent(new Event(event));
  expect(step).toHaveBeenCalledTimes(1);
});

test('so is being put away, not being shown again', () => {
  const [one, step] = [page(), vi.fn()];
  onLeaving(step, asWindow(one));
  one.document.dispatchEvent(new Event('visibilitychange'));
  expect(step).not.toHaveBeenCalled();
  one.document.visibilityState = 'hidden';
  one.document.dispatchEvent(new Event('visibilitychange'));
  expect(step).toHaveBeenCalledTimes(1);
});

test('once it is over nothing is kept any more', () => {
  const [one, step] = [page(), vi.fn()];
  onLeaving(step, asWindow(one))();
  one.document.visibilityState = 'hidden';
  for (const event of ['beforeunload', 'pagehide']) one.dispatchEvent(new Event(event));
  one.document.dispatchEvent(new Event('visibilitychange'));
  expect(step).not.toHaveBeenCalled();
});
