import { type Feature, lazyPage } from '../app/feature.ts';

export const feature: Feature = {
  routes: [
    // The room's screen takes the whole window: nothing of the user is on the wall.
    {
      path: '/sessions/:id/direct',
      handle: { bare: true },
      lazy: lazyPage(() => import('./LivePage.tsx'), 'LivePage'),
    },
  ],
};
