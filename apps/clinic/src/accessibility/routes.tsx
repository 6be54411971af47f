import { type Feature, lazyPage } from '../app/feature.ts';

export const feature: Feature = {
  routes: [
    {
      path: '/accessibilite',
      lazy: lazyPage(() => import('./AccessibilityPage.tsx'), 'AccessibilityPage'),
    },
  ],
};
