import { useMedplum } from '@medplum/react-hooks';
import { cancelSession } from './actions.ts';
import { t } from './messages.fr.ts';
import type { SessionItem } from './model.ts';
import { notify } from './notify.ts';
import { ReasonForm } from './ReasonForm.tsx';

/** Gives a session up, with the reason that its cases and its convocation will carry. */
export function CancelForm({ item, onDone }: { item: SessionItem; onDone: () => void }) {
  const medplum = useMedplum();
  return (
    <ReasonForm
      consequence={
        item.filling.cases === 0 ? t('cancelNoCase') : t('cancelConsequence', { count: item.filling.cases })
      }
      verb={t('cancelDo')}
      onAbandon={onDone}
      onSubmit={async (reason) => {
        await cancelSession(medplum, item.id, reason);
        notify(t('cancelled'));
        onDone();
      }}
    />
  );
}
