import { Group, Radio, Text } from '@mantine/core';
import type { Observation } from '@medplum/fhirtypes';
import { memo, useState } from 'react';
import { type Shared, SharedText } from '../collab/index.ts';
import type { Conformity } from '../fiche/model/index.ts';
import { RadioGroup } from '../kit/RadioGroup.tsx';
import { type FrameDraft, frameLack, readFrame, readTrial, writeFrame, writeTrial } from './frame.ts';
import { t } from './messages.fr.ts';

const CONFORMITIES: readonly Conformity[] = ['conform', 'deviating', 'no-referentiel', 'not-documented'];

interface FrameProps {
  referentiel: Shared<Observation>;
  trial: Shared<Observation>;
  editable: boolean;
}

/** In which frame the board decides: référentiel and trial. */
export const Frame = memo(function Frame({ referentiel, trial, editable }: FrameProps) {
  return (
    <div className="live-frame">
      <Referentiel shared={referentiel} editable={editable} />
      <Trial shared={trial} editable={editable} />
    </div>
  );
});

interface PartProps {
  shared: Shared<Observation>;
  editable: boolean;
}

function Referentiel({ shared, editable }: PartProps) {
  // A choice that still lacks its name waits here: the server takes it whole or not.
  const [pending, setPending] = useState<FrameDraft>();
  const draft = pending ?? readFrame(shared.value);
  const lack = frameLack(draft);
  const say = (change: Partial<FrameDraft>) => {
    const next = { ...draft, ...change };
    const waits = !next.conformity || frameLack(next) !== undefined;
    setPending(waits ? next : undefined);
    if (!waits) shared.change((one) => writeFrame(one, next));
  };
  const named = draft.conformity === 'conform' || draft.conformity === 'deviating';
  return (
    <div>
      <RadioGroup
        label={t('referentiel')}
        value={draft.conformity ?? ''}
        onChange={(value) => say({ conformity: value as Conformity })}
        data-arrows
      >
        <Group gap="md" mt={4}>
          {CONFORMITIES.map((value) => (
            <Radio key={value} value={value} label={t(value)} disabled={!editable} size="sm" />
          ))}
        </Group>
      </RadioGroup>
      {named ? (
        <SharedText
          mt={4}
          aria-label={t('referentielName')}
          placeholder={t('referentielName')}
          value={draft.referentiel}
          readOnly={!editable}
          hold={shared.hold}
          onChange={(referentiel) => say({ referentiel })}
        />
      ) : null}
      {draft.conformity === 'deviating' ? (
        <SharedText
          mt={4}
          aria-label={t('why')}
          placeholder={t('why')}
          value={draft.why}
          readOnly={!editable}
          hold={shared.hold}
          onChange={(why) => say({ why })}
        />
      ) : null}
      {lack ? (
        <Text size="sm" c="#8a4b00" role="status">
          {t(lack)}
        </Text>
      ) : null}
    </div>
  );
}

function Trial({ shared, editable }: PartProps) {
  const { proposed, note } = readTrial(shared.value);
  return (
    <div>
      <RadioGroup
        label={t('trial')}
        value={proposed === undefined ? '' : proposed ? 'yes' : 'no'}
        onChange={(value) => shared.change((one) => writeTrial(one, value === 'yes', note))}
        data-arrows
      >
        <Group gap="md" mt={4}>
          {(['yes', 'no'] as const).map((value) => (
            <Radio key={value} value={value} label={t(value)} disabled={!editable} size="sm" />
          ))}
        </Group>
      </RadioGroup>
      {proposed ? (
        <SharedText
          mt={4}
          aria-label={t('trialNote')}
          placeholder={t('trialNote')}
          value={note}
          readOnly={!editable}
          hold={shared.hold}
          onChange={(text) => shared.change((one) => writeTrial(one, true, text))}
        />
      ) : null}
    </div>
  );
}
