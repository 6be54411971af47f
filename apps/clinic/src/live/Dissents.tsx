import { Button, Group, Text, TextInput } from '@mantine/core';
import type { CarePlan } from '@medplum/fhirtypes';
import { memo, useState } from 'react';
import { type Shared, SharedText } from '../collab/index.ts';
import { type Dissent, dissents, setDissent } from './decision.ts';
import { t } from './messages.fr.ts';

/** Minority opinions: noted beside the decision, with a name when its author wishes so. */
export const Dissents = memo(function Dissents({
  plan,
  editable,
}: {
  plan: Shared<CarePlan>;
  editable: boolean;
}) {
  const [begun, setBegun] = useState<Dissent>();
  const stored = dissents(plan.value);
  const shown = begun && !stored.some(({ id }) => id === begun.id) ? [...stored, begun] : stored;
  const write = (one: Dissent) => plan.change((draft) => setDissent(draft, one));
  return (
    <div>
      {shown.length > 0 ? (
        <Text component="h3" fw={600} size="sm" mt="sm">
          {t('dissents')}
        </Text>
      ) : null}
      {shown.map((one) =>
        editable ? (
          <Group key={one.id} gap="xs" align="flex-start" wrap="nowrap">
            <div style={{ flex: 1 }}>
              <SharedText
                aria-label={t('dissentText')}
                placeholder={t('dissentText')}
                value={one.text}
                hold={plan.hold}
                onChange={(text) => write({ ...one, text })}
              />
            </div>
            <TextInput
              w="11rem"
              aria-label={t('dissentName')}
              placeholder={t('dissentName')}
              value={one.name}
              onChange={(event) => write({ ...one, name: event.currentTarget.value })}
            />
          </Group>
        ) : (
          <Text key={one.id}>{[one.name, one.text].filter(Boolean).join(' : ')}</Text>
        ),
      )}
      {editable ? (
        <Button
          size="compact-sm"
          variant="subtle"
          mt={4}
          onClick={() => setBegun({ id: `avis-${crypto.randomUUID()}`, name: '', text: '' })}
        >
          {t('addDissent')}
        </Button>
      ) : null}
    </div>
  );
});
