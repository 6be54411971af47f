import type { AnnouncementAnswer, InscriptionDraft } from '@dcc/rules/src/inscription/draft.ts';
import { Alert, Button, Radio, Stack, TextInput } from '@mantine/core';
import { shortDate } from '../kit/dates.ts';
import { RadioGroup } from '../kit/RadioGroup.tsx';
import { t } from './messages.fr.ts';
import { Part } from './Part.tsx';

interface InformationPartProps {
  draft: InscriptionDraft;
  edit(change: (draft: InscriptionDraft) => InscriptionDraft): void;
  /** FHIR date. */
  today: string;
  /** Day the patient was last told a diagnosis, from an earlier inscription. */
  lastTold?: string;
}

/** What the patient knows and accepts: the presentation of the case, and the diagnosis. */
export function InformationPart({ draft, edit, today, lastTold }: InformationPartProps) {
  const { information, announcement } = draft;
  const state = !information.informed ? 'no' : information.opposed ? 'opposed' : 'informed';
  const date = (value: string, onChange: (date: string | undefined) => void, label: string) => (
    <TextInput
      type="date"
      label={label}
      maw={200}
      max={today}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
  return (
    <Part title={t('partInformation')}>
      <RadioGroup
        label={t('informationLegend')}
        required
        value={state}
        onChange={(next) =>
          edit((one) => ({
            ...one,
            information:
              next === 'no'
                ? { informed: false, opposed: false }
                : { informed: true, opposed: next === 'opposed', date: one.information.date ?? today },
          }))
        }
      >
        <Stack gap={6} mt={6}>
          <Radio value="informed" label={t('informed')} />
          <Radio value="no" label={t('notInformedYet')} />
          <Radio value="opposed" label={t('opposed')} />
        </Stack>
      </RadioGroup>
      {state === 'opposed' ? (
        <Alert color="orange" role="alert" p="xs">
          {t('opposedHint')}
        </Alert>
      ) : null}
      {information.informed
        ? date(
            information.date ?? '',
            (on) => edit((one) => ({ ...one, information: { ...one.information, date: on } })),
            t('informedOn'),
          )
        : null}
      <RadioGroup
        label={t('announcement')}
        description={t('announcementHint')}
        value={announcement.told}
        onChange={(told) =>
          edit((one) => ({
            ...one,
            announcement: {
              told: told as AnnouncementAnswer['told'],
              ...(told === 'yes' ? { date: one.announcement.date ?? today } : {}),
            },
          }))
        }
      >
        <Stack gap={6} mt={6}>
          <Radio value="yes" label={t('announced')} />
          <Radio value="no" label={t('notAnnounced')} />
          <Radio value="unknown" label={t('announcementUnknown')} />
        </Stack>
      </RadioGroup>
      {lastTold && announcement.told === 'unknown' ? (
        <Button
          size="compact-sm"
          variant="light"
          className="dcc-wrap"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => edit((one) => ({ ...one, announcement: { told: 'yes', date: lastTold } }))}
        >
          {t('takeLastTold', { date: shortDate(lastTold) })}
        </Button>
      ) : null}
      {announcement.told === 'yes'
        ? date(
            announcement.date ?? '',
            (on) => edit((one) => ({ ...one, announcement: { told: 'yes', ...(on ? { date: on } : {}) } })),
            t('announcedOn'),
          )
        : null}
    </Part>
  );
}
