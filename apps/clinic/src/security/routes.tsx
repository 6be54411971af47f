import { type Feature, lazyPage } from '../app/feature.ts';

export const feature: Feature = {
  routes: [{ path: '/securite', lazy: lazyPage(() => import('./SecurityPage.tsx'), 'SecurityPage') }],
};
