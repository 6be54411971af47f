import { IconHome } from '@tabler/icons-react';
import { type Feature, lazyPage } from '../app/feature.ts';
import { t } from './messages.fr.ts';

export const feature: Feature = {
  routes: [{ index: true, path: '/', lazy: lazyPage(() => import('./HomePage.tsx'), 'HomePage') }],
  nav: [
    {
      to: '/',
      label: t('nav'),
      icon: IconHome,
      order: 0,
      roles: ['secretaire', 'medecin', 'coordonnateur', 'admin3c', 'analyste', 'administrateur', 'inconnu'],
    },
  ],
};
