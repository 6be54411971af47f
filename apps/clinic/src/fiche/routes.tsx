import { type Feature, lazyPage } from '../app/feature.ts';

export const feature: Feature = {
  routes: [{ path: '/fiches/:caseId', lazy: lazyPage(() => import('./FichePage.tsx'), 'FichePage') }],
};
