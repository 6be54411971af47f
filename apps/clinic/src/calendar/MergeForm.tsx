import { rcpOf } from '@dcc/rules/src/calendar/session.ts';
import { Select } from '@mantine/core';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { useFhir } from '../data/index.ts';
import { dateTime, Loading } from '../kit/index.ts';
import { mergeSession } from './actions.ts';
import { t } from './messages.fr.ts';
import type { SessionItem } from './model.ts';
import { notify } from './notify.ts';
import { ReasonForm } from './ReasonForm.tsx';
import { readSiblings } from './read.ts';

/** Gives the cases of a session to another one of the same RCP. */
export function MergeForm({ item, onDone }: { item: SessionItem; onDone: () => void }) {
  const medplum = useMedplum();
  const rcp = rcpOf(item.session);
  const siblings = useFhir(['calendar', 'siblings', rcp, item.id], (client) =>
    readSiblings(client, item.session),
  );
  const [target, setTarget] = useState<string | null>(null);
  if (siblings.isPending) return <Loading />;
  const sessions = siblings.data ?? [];
  if (sessions.length === 0) return <p>{t('mergeNone')}</p>;
  return (
    <ReasonForm
      consequence={
        item.filling.cases === 0 ? t('mergeNoCase') : t('mergeConsequence', { count: item.filling.cases })
      }
      verb={t('mergeDo')}
      blocked={target === null}
      onAbandon={onDone}
      onSubmit={async (reason) => {
        await mergeSession(medplum, item.id, target!, reason);
        notify(t('merged'));
        onDone();
      }}
    >
      <Select
        label={t('mergeTarget')}
        required
        data={sessions.map(({ id, period }) => ({ value: id!, label: dateTime(period?.start) }))}
        value={target}
        onChange={setTarget}
      />
    </ReasonForm>
  );
}
