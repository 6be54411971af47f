import { IconListDetails } from '@tabler/icons-react';
import { type Feature, lazyPage, RECORD } from '../app/feature.ts';
import { t } from './messages.fr.ts';

export const feature: Feature = {
  routes: [
    { path: '/catalogue', lazy: lazyPage(() => import('./CataloguePage.tsx'), 'CataloguePage') },
    { path: '/catalogue/nouvelle', lazy: lazyPage(() => import('./NewRcpPage.tsx'), 'NewRcpPage') },
    { path: '/catalogue/:id', lazy: lazyPage(() => import('./RcpPage.tsx'), 'RcpPage') },
  ],
  nav: [
    {
      to: '/catalogue',
      label: t('nav'),
      icon: IconListDetails,
      order: 70,
      roles: [...RECORD, 'analyste', 'administrateur'],
    },
  ],
};
