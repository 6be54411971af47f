import { Anchor } from '@mantine/core';
import type { Bundle, Task } from '@medplum/fhirtypes';
import { Link } from 'react-router';
import type { Me } from '../data/me.ts';
import { useFhir } from '../data/query.ts';
import { searchWhole } from '../data/whole.ts';
import { dateTime, dayText } from '../kit/dates.ts';
import { patientName } from '../kit/names.ts';
import { StatusLabel } from '../kit/StatusLabel.tsx';
import { WAITING_QUERY, waitingFiches } from '../validation/work.ts';
import { t } from './messages.fr.ts';
import { Worklist } from './Worklist.tsx';
import { preparing, preparingQuery, sessionLines, sessionsQuery } from './work.ts';

const SHOWN = 8;
const places = (me: Me) => me.roles.map(({ id }) => `PractitionerRole/${id}`);
const organizations = (me: Me) => me.organizations.map(({ id }) => `Organization/${id}`);
const rcpOf = (title: string | undefined) => title?.split(' / ').at(-1) ?? '';

/** Cases whose fiche is in preparation: a doctor's own, a secretary's all. */
export function ToComplete({ me }: { me: Me }) {
  const own = me.role === 'secretaire' ? undefined : places(me);
  const found = useFhir(me.ready ? ['home', 'preparing', own] : undefined, async (medplum, { signal }) =>
    preparing(await searchWhole(medplum, 'Composition', preparingQuery(own), { signal }), Date.now()),
  );
  return (
    <Worklist
      id="to-complete"
      title={own ? t('toComplete') : t('toCompleteTeam')}
      found={found}
      none={t('toCompleteNone')}
    >
      {(items) => (
        <ul>
          {items.slice(0, SHOWN * 2).map(({ composition, rcpCase, session, patient, missing, late }) => (
            <li key={composition.id}>
              <Link to={`/fiches/${rcpCase.id}`}>
                <span>
                  <strong>{patient ? patientName(patient) : t('noPatient')}</strong>
                  <br />
                  <small>
                    {t('sessionOn', { rcp: rcpOf(composition.title), date: dayText(session.period?.start) })}
                  </small>
                </span>
                <span>
                  <StatusLabel tone={missing.length === 0 ? 'ok' : late ? 'bad' : 'warn'}>
                    {missing.length === 0 ? t('complete') : t('missing', { count: missing.length })}
                  </StatusLabel>
                  {missing.length > 0 ? (
                    <>
                      <br />
                      <small>{late ? t('late') : missing.join(', ')}</small>
                    </>
                  ) : null}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Worklist>
  );
}

export function MySessions({ me }: { me: Me }) {
  const who = me.role === 'medecin' ? { places: places(me) } : { organizations: organizations(me) };
  const hasPlace = Object.values(who)[0]!.length > 0;
  const found = useFhir(
    me.ready && hasPlace ? ['home', 'sessions', who] : undefined,
    async (medplum, { signal }) =>
      sessionLines((await medplum.search('Encounter', sessionsQuery(Date.now(), who), { signal })) as Bundle),
  );
  return (
    <Worklist
      id="my-sessions"
      title={t('sessions')}
      found={
        hasPlace || !me.ready ? found : ({ ...found, isPending: false, isSuccess: true, data: [] } as never)
      }
      none={t('sessionsNone')}
      action={
        <Anchor component={Link} to="/calendrier" size="sm">
          {t('calendar')}
        </Anchor>
      }
    >
      {(items) => (
        <ul>
          {items.slice(0, SHOWN).map(({ session, cases }) => (
            <li key={session.id}>
              <Link to={`/sessions/${session.id}`}>
                <span>
                  <strong>{dateTime(session.period?.start)}</strong>
                  <br />
                  <small>{session.type?.[0]?.coding?.at(-1)?.display}</small>
                </span>
                <span>
                  {session.status === 'in-progress' ? (
                    <StatusLabel tone="wait">{t('running')}</StatusLabel>
                  ) : null}{' '}
                  {t('sessionCases', { count: cases })}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Worklist>
  );
}

export function ToValidate({ me }: { me: Me }) {
  const found = useFhir(me.ready ? ['home', 'waiting', places(me)] : undefined, async (medplum, { signal }) =>
    waitingFiches(await searchWhole(medplum, 'Composition', WAITING_QUERY, { signal }), me.isMe).filter(
      ({ mine }) => mine,
    ),
  );
  return (
    <Worklist
      id="to-validate"
      title={t('validate')}
      found={found}
      none={t('validateNone')}
      action={
        <Anchor component={Link} to="/validation" size="sm">
          {t('validateAll')}
        </Anchor>
      }
    >
      {(items) => (
        <>
          <ul>
            {items.slice(0, SHOWN).map(({ composition, session, patient }) => (
              <li key={composition.id}>
                <Link to={`/validation/${composition.id}`}>
                  <strong>{patient ? patientName(patient) : t('noPatient')}</strong>
                  <small>
                    {t('sessionOn', { rcp: rcpOf(composition.title), date: dayText(session.period?.start) })}
                  </small>
                </Link>
              </li>
            ))}
          </ul>
          {items.length > SHOWN ? (
            <p className="dcc-none">{t('validateMore', { count: items.length - SHOWN })}</p>
          ) : null}
        </>
      )}
    </Worklist>
  );
}

/** Requests for a missing piece that name me, or that block a document of my establishment. */
export function Requests({ me }: { me: Me }) {
  const owner = me.role === 'medecin' || me.role === 'coordonnateur' ? `owner=${places(me).join(',')}&` : '';
  const found = useFhir<Task[]>(me.ready ? ['home', 'tasks', owner] : undefined, (medplum, { signal }) =>
    medplum.searchResources('Task', `${owner}status=requested,on-hold&_sort=-_lastUpdated&_count=50`, {
      signal,
    }),
  );
  return (
    <Worklist
      id="requests"
      title={t('tasks')}
      found={found}
      none={t('tasksNone')}
      action={
        <Anchor component={Link} to="/diffusion?etat=blocked" size="sm">
          {t('seeDiffusion')}
        </Anchor>
      }
    >
      {(items) => (
        <ul>
          {items.slice(0, SHOWN).map((task) => (
            <li key={task.id}>
              <Link to={task.encounter ? `/fiches/${task.encounter.reference!.split('/')[1]}` : '/diffusion'}>
                <span>
                  <strong>{task.code?.coding?.[0]?.display ?? task.code?.text}</strong>
                  <br />
                  <small>{firstReason(task)}</small>
                </span>
                <small>{dayText(task.authoredOn)}</small>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Worklist>
  );
}

function firstReason({ description }: Task): string {
  const lines = (description ?? '').split('\n');
  return (lines.find((line) => line.startsWith('- ')) ?? lines[0] ?? '').replace(/^- /, '');
}
