import { type Feature, lazyPage } from '../app/feature.ts';

export const feature: Feature = {
  routes: [
    { path: '/sessions/:id', lazy: lazyPage(() => import('./SessionPage.tsx'), 'SessionPage') },
    {
      path: '/sessions/:id/ordre-du-jour',
      handle: { bare: true },
      lazy: lazyPage(() => import('./PrintPage.tsx'), 'PrintPage'),
    },
  ],
};
