import { IconCalendar } from '@tabler/icons-react';
import { type Feature, lazyPage, RECORD } from '../app/feature.ts';
import { t } from './messages.fr.ts';

export const feature: Feature = {
  routes: [
    { path: '/calendrier', lazy: lazyPage(() => import('./CalendarPage.tsx'), 'CalendarPage') },
    { path: '/sessions/nouvelle', lazy: lazyPage(() => import('./NewSessionPage.tsx'), 'NewSessionPage') },
  ],
  nav: [{ to: '/calendrier', label: t('nav'), icon: IconCalendar, order: 10, roles: RECORD }],
};
