/** How a screen looks and whether everybody can use it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { repository } from '../../support/shared.ts';

export const SCREENSHOTS = join(repository, 'out', 'screenshots');

/**
 * Keeps the screen at a desk and on a phone, `out/screenshots/<name>-1440.png` and `-390.png`. Not when every test of
 * the project runs (DCC_SHOTS=0): drawing a hundred pages for nobody costs a minute.
 */
export async function shot(page: Page, name: string, widths: readonly number[] = [1440, 390]): Promise<void> {
  if (process.env.DCC_SHOTS === '0') return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 600 ? 844 : width > 1600 ? 1080 : 900 });
    await page.screenshot({ path: join(SCREENSHOTS, `${name}-${width}.png`), fullPage: width < 1600 });
  }
  if (before) await page.setViewportSize(before);
}

/**
 * No violation of WCAG 2.1 A and AA that axe can see on the whole page, its frames included: they are all of our
 * origin, so that axe needs no second page to gather what each says.
 */
export async function checkAxe(page: Page): Promise<void> {
  // Words that tell of a wait fade in for half a second: they are read in their final colour.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .filter((one) => one instanceof CSSAnimation && one.animationName === 'dcc-appear')
      .every(({ playState }) => playState === 'finished'),
  );
  const { violations } = await new AxeBuilder({ page })
    // What passes is not described: nobody reads it.
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'])
    .setLegacyMode()
    .analyze();
  const told = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.slice(0, 5).map(({ target, failureSummary }) => `${target.join(' ')} : ${failureSummary}`),
  }));
  expect(told).toEqual([]);
}

/** Nothing wider than the window: at 390 px, and at 200 % zoom of a desk (720 px). */
export async function checkNoSideScroll(page: Page, width = 390): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 844 });
  const [content, window_] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  if (before) await page.setViewportSize(before);
  expect(content).toBeLessThanOrEqual(window_!);
}

export const CAPTURES = join(repository, 'docs', 'captures');

/**
 * Keeps what the window shows for the user guide, `docs/captures/<name>.png`, when DCC_WRITE=1: the guide's images
 * change only when somebody asks for it.
 * @param width 1440 for a desk, 390 for a phone.
 */
export async function capture(page: Page, name: string, width: 1440 | 390 = 1440): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: width === 390 ? 844 : 800 });
  if (process.env.DCC_WRITE === '1') {
    mkdirSync(CAPTURES, { recursive: true });
    await page.screenshot({ path: join(CAPTURES, `${name}.png`) });
  }
  if (before) await page.setViewportSize(before);
}
