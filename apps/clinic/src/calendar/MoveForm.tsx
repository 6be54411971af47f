import { wallClock } from '@dcc/rules/src/calendar/civil.ts';
import { planOf } from '@dcc/rules/src/calendar/plan-extension.ts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMedplum } from '@medplum/react-hooks';
import { useState } from 'react';
import { errorText, isConflict } from '../data/index.ts';
import { dateTime } from '../kit/index.ts';
import { moveSession } from './actions.ts';
import { dayWarnings, type FormErrors, formErrors, readForm, sessionForm } from './form.ts';
import { t } from './messages.fr.ts';
import type { SessionItem } from './model.ts';
import { notify } from './notify.ts';
import { SessionFields } from './SessionFields.tsx';
import { submitted } from './submitted.ts';
import { useAction } from './useAction.ts';

interface MoveFormProps {
  item: SessionItem;
  items: readonly SessionItem[];
  onDone: () => void;
}

/** Another time or place for a session, with its cases. It can be taken back. */
export function MoveForm({ item, items, onDone }: MoveFormProps) {
  const medplum = useMedplum();
  const { busy, error, run } = useAction();
  const [form, setForm] = useState(() => sessionForm(item.session));
  const [errors, setErrors] = useState<FormErrors>({});
  const others = items.filter(
    ({ id, rcp, state }) => id !== item.id && rcp?.id === item.rcp?.id && state === 'planned',
  );
  const submit = async () => {
    const found = formErrors(form);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const to = readForm(form);
    const before = { start: item.session.period!.start!, end: item.session.period!.end ?? to.end };
    const back = { ...before, plan: planOf(item.session) };
    if (!(await run(() => moveSession(medplum, item.id, to)))) return;
    onDone();
    const id = `move-${item.id}`;
    const putBack = async () => {
      notifications.hide(id);
      try {
        await moveSession(medplum, item.id, back);
        notify(t('undone'));
      } catch (caught) {
        notify(isConflict(caught) ? t('conflict') : errorText(caught));
      }
    };
    notify(
      <Group gap="sm">
        <span>{t('moved', { date: dateTime(to.start) })}</span>
        <Button size="compact-sm" variant="light" onClick={() => void putBack()}>
          {t('undo')}
        </Button>
      </Group>,
      { id, autoClose: 15_000 },
    );
  };
  return (
    <form noValidate onSubmit={submitted(submit)}>
      <Stack gap="sm">
        <SessionFields
          form={form}
          errors={errors}
          warnings={dayWarnings(form.day, wallClock(Date.now()).day, others)}
          onChange={setForm}
        />
        <Text size="sm">
          {item.filling.cases === 0 ? t('moveNoCase') : t('moveConsequence', { count: item.filling.cases })}
        </Text>
        {error ? (
          <Text size="sm" c="red.9" role="alert">
            {error}
          </Text>
        ) : null}
        <Group gap="xs">
          <Button type="submit" size="sm" loading={busy}>
            {t('moveDo')}
          </Button>
          <Button variant="default" size="sm" onClick={onDone} disabled={busy}>
            {t('abandon')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
