import { messages } from '../i18n/index.ts';

export const t = messages('home', {
  nav: 'Accueil',
  title: 'Accueil',
});
