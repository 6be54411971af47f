import { Anchor, List, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import type { PatientRecord } from '../inscription/record.ts';
import { dateTime, shortDate } from '../kit/dates.ts';
import { t } from './messages.fr.ts';
import { nextSteps } from './timeline.ts';

/** What is planned for the patient. */
export function NextSteps({ record }: { record: PatientRecord }) {
  const steps = nextSteps(record, new Date().toISOString());
  const when = (date: string | undefined) => (date && date.length > 10 ? dateTime(date) : shortDate(date));
  return (
    <section>
      <Title order={2} size="h5" mb={4}>
        {t('next')}
      </Title>
      {steps.length === 0 ? <Text size="sm">{t('noNext')}</Text> : null}
      <List size="sm" spacing={4}>
        {steps.map((one) => (
          <List.Item key={one.key}>
            {one.to ? (
              <Anchor component={Link} to={one.to} size="sm">
                {one.text}
              </Anchor>
            ) : (
              one.text
            )}
            {one.date ? `, ${when(one.date)}` : null}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
