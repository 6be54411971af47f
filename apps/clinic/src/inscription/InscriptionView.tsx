import { positionOf } from '@dcc/rules/src/inscription/case.ts';
import { MOTIVES } from '@dcc/rules/src/inscription/codes.ts';
import { readRequest } from '@dcc/rules/src/inscription/request.ts';
import { stateOf } from '@dcc/rules/src/lifecycle/state.ts';
import { INSCRIPTION } from '@dcc/rules/src/lifecycle/tables.ts';
import { Anchor, Group, List, Text, Title } from '@mantine/core';
import type { Patient } from '@medplum/fhirtypes';
import { Link } from 'react-router';
import { dateTime } from '../kit/dates.ts';
import { StatusLabel, type Tone } from '../kit/StatusLabel.tsx';
import { ChangeActions } from './ChangeActions.tsx';
import { ChasePanel } from './ChasePanel.tsx';
import { t } from './messages.fr.ts';
import { PlaceAction } from './PlaceAction.tsx';
import { usePeople } from './people.ts';
import type { StoredInscription } from './stored.ts';
import { TaskTable } from './TaskTable.tsx';

interface InscriptionViewProps {
  stored: StoredInscription;
  patient: Patient;
  onChanged(): void;
}

/** Where an inscription stands, in words, and what can be done about it. */
export function InscriptionView({ stored, patient, onChanged }: InscriptionViewProps) {
  const { request, rcpCase, rcp, session, replacement } = stored;
  const said = readRequest(request);
  const requester = usePeople([request.requester?.reference]).get(request.requester?.reference ?? '');
  const { tone, text } = stateWords(stored);
  const isOpen = request.status === 'active' || request.status === 'on-hold';
  return (
    <>
      <Text mb={4}>
        <strong>{rcp?.name}</strong>
        {session ? `, ${dateTime(session.period?.start)}` : null}
      </Text>
      <StatusLabel tone={tone}>{text}</StatusLabel>
      {said.lateReason ? <Text size="sm">{t('lateMark', { reason: said.lateReason })}</Text> : null}
      <div className="dcc-columns">
        <div>
          <section className="dcc-part">
            <Title order={2} size="h4" mb="xs">
              {t('partQuestion')}
            </Title>
            <Text fw={600} style={{ whiteSpace: 'pre-line' }}>
              {said.question}
            </Text>
            <Text size="sm">{said.motives.map((code) => MOTIVES[code].display).join(', ')}</Text>
            {requester ? (
              <Text size="sm" c="var(--dcc-quiet)">
                {t('requester')} : {requester.name}
              </Text>
            ) : null}
          </section>
          <Group my="md" gap="lg">
            {rcpCase && rcpCase.status !== 'cancelled' ? (
              <Anchor component={Link} to={`/fiches/${rcpCase.id}`}>
                {t('openFiche')}
              </Anchor>
            ) : null}
            {session ? (
              <Anchor component={Link} to={`/sessions/${session.id}`}>
                {t('openSession')}
              </Anchor>
            ) : null}
            <Anchor component={Link} to={`/patients/${patient.id}`}>
              {t('openPatient')}
            </Anchor>
            {replacement ? (
              <Anchor component={Link} to={`/inscriptions/${replacement.id}`}>
                {t('transfer')}
              </Anchor>
            ) : null}
          </Group>
          {said.remarks.length > 0 ? (
            <section className="dcc-part">
              <Title order={2} size="h4" mb="xs">
                {t('remarks')}
              </Title>
              <List size="sm">
                {said.remarks.map((one) => (
                  <List.Item key={one}>{one}</List.Item>
                ))}
              </List>
            </section>
          ) : null}
          <TaskTable tasks={stored.tasks} onChanged={onChanged} />
          <PlaceAction stored={stored} patient={patient} onChanged={onChanged} />
          <ChangeActions stored={stored} patient={patient} onChanged={onChanged} />
        </div>
        {isOpen ? <ChasePanel stored={stored} patient={patient} onChanged={onChanged} /> : null}
      </div>
    </>
  );
}

const TONES: Record<string, Tone> = {
  draft: 'neutral',
  submitted: 'wait',
  postponed: 'warn',
  treated: 'ok',
  withdrawn: 'bad',
};

function stateWords({ request, rcpCase }: StoredInscription): { tone: Tone; text: string } {
  const code = stateOf(INSCRIPTION, request)?.code ?? 'draft';
  const position = rcpCase && rcpCase.status !== 'cancelled' ? positionOf(rcpCase) : undefined;
  if (code === 'submitted' && position) {
    return { tone: 'ok', text: t('state_placed', { position }) };
  }
  return { tone: TONES[code] ?? 'neutral', text: t(`state_${code as 'draft'}`) };
}
