import { IconUserPlus } from '@tabler/icons-react';
import { CARE, type Feature, lazyPage } from '../app/feature.ts';
import { t } from './messages.fr.ts';

export const feature: Feature = {
  routes: [
    {
      path: '/inscriptions/nouvelle',
      lazy: lazyPage(() => import('./NewInscriptionPage.tsx'), 'NewInscriptionPage'),
    },
    { path: '/inscriptions/:id', lazy: lazyPage(() => import('./InscriptionPage.tsx'), 'InscriptionPage') },
  ],
  nav: [{ to: '/inscriptions/nouvelle', label: t('nav'), icon: IconUserPlus, order: 20, roles: CARE }],
};
