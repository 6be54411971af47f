import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useFhir, useMe } from '../data/index.ts';
import { ErrorState, Loading, Page, StatusLabel } from '../kit/index.ts';
import './catalogue.css';
import { CalendarsSection } from './CalendarsSection.tsx';
import { EntryEditor } from './EntryEditor.tsx';
import { EntryView } from './EntryView.tsx';
import { MembersSection } from './MembersSection.tsx';
import { t } from './messages.fr.ts';
import { RuleSection } from './RuleSection.tsx';
import { readCatalogue } from './read.ts';
import { Section } from './Section.tsx';

/** One RCP of the catalogue: what it is, who comes, when it meets, how its quorum is judged. */
export function RcpPage() {
  const { id } = useParams();
  const me = useMe();
  const [editing, setEditing] = useState(false);
  const catalogue = useFhir(['catalogue'], readCatalogue);
  const rcp = catalogue.data?.rcps.find((one) => one.id === id);
  if (catalogue.isPending) {
    return (
      <Page title={t('title')}>
        <Loading />
      </Page>
    );
  }
  if (!catalogue.data || !rcp) {
    return (
      <Page title={t('title')}>
        <ErrorState error={catalogue.error ?? new Error('Not found')} onRetry={() => catalogue.refetch()} />
      </Page>
    );
  }
  const ours =
    me.role === 'admin3c' ||
    me.organizations.some((one) => rcp.providedBy?.reference === `Organization/${one.id}`);
  const mayEdit = ours && me.may('HealthcareService', 'update');
  return (
    <Page
      title={rcp.name ?? ''}
      subtitle={
        <StatusLabel tone={rcp.active ? 'ok' : 'neutral'}>
          {t(rcp.active ? 'isActive' : 'isStopped')}
        </StatusLabel>
      }
      actions={
        <Anchor component={Link} to={`/calendrier?rcp=${rcp.id}`} underline="always">
          {t('lookAt')}
        </Anchor>
      }
    >
      <Section
        title={t('description')}
        action={
          mayEdit && !editing ? (
            <Button variant="default" size="xs" onClick={() => setEditing(true)}>
              {t('edit')}
            </Button>
          ) : null
        }
      >
        {editing ? (
          <EntryEditor catalogue={catalogue.data} rcp={rcp} onDone={() => setEditing(false)} />
        ) : (
          <EntryView rcp={rcp} catalogue={catalogue.data} />
        )}
      </Section>
      <MembersSection rcp={rcp} mayEdit={mayEdit} />
      <CalendarsSection rcp={rcp} mayEdit={ours && me.may('Schedule', 'create')} ours={ours} />
      <RuleSection rcp={rcp} plans={catalogue.data.plans} />
    </Page>
  );
}
