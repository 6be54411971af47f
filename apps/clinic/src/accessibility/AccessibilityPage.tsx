import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Page } from '../kit/index.ts';
import { t } from './messages.fr.ts';

const CHECKED = ['axe', 'zoom', 'keyboard', 'focus', 'words', 'motion'] as const;
const NOT = ['reader', 'pdf', 'joined', 'drag'] as const;

/** The statement that French law asks of a public service (RGAA 4.1): it says no more than what was tried. */
export function AccessibilityPage() {
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <div style={{ maxWidth: '46em' }}>
        <Part title={t('stateTitle')}>
          <Text>{t('state')}</Text>
        </Part>
        <Part title={t('checkedTitle')}>
          <ul>
            {CHECKED.map((key) => (
              <li key={key}>{t(`checked_${key}`)}</li>
            ))}
          </ul>
        </Part>
        <Part title={t('notTitle')}>
          <ul>
            {NOT.map((key) => (
              <li key={key}>{t(`not_${key}`)}</li>
            ))}
          </ul>
        </Part>
        <Part title={t('tellTitle')}>
          <Text>{t('tell')}</Text>
        </Part>
        <Part title={t('rightTitle')}>
          <Text>{t('right')}</Text>
        </Part>
        <Part title={t('technicalTitle')}>
          <Text>{t('technical')}</Text>
        </Part>
      </div>
    </Page>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={2} size="h4" mt="lg" mb={4}>
        {title}
      </Title>
      {children}
    </section>
  );
}
