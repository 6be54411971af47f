import { IconSend } from '@tabler/icons-react';
import { type Feature, lazyPage, RECORD } from '../app/feature.ts';
import { t } from './messages.fr.ts';

export const feature: Feature = {
  routes: [{ path: '/diffusion', lazy: lazyPage(() => import('./DiffusionPage.tsx'), 'DiffusionPage') }],
  nav: [{ to: '/diffusion', label: t('nav'), icon: IconSend, order: 50, roles: RECORD }],
};
