import { Page } from '../kit/Page.tsx';
import { t } from './messages.fr.ts';

export function HomePage() {
  return <Page title={t('title')}>{null}</Page>;
}
