import { membersOf, type RcpMember, withMembers } from '@dcc/rules/src/calendar/members.ts';
import { Button, Checkbox, Group } from '@mantine/core';
import type { HealthcareService } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useMemo } from 'react';
import { resolver } from '../calendar/model.ts';
import { membersOfSession } from '../calendar/number.ts';
import { readLatestSession, readPeople } from '../calendar/read.ts';
import { personOf } from '../convocation/person.ts';
import { useFhir } from '../data/index.ts';
import { AddMember } from './AddMember.tsx';
import { t } from './messages.fr.ts';
import { Refusal, Section } from './Section.tsx';
import { useSave } from './useSave.ts';
import { saveEntry } from './write.ts';

/** Who is convened to each new session of an RCP; each change is stored at once. */
export function MembersSection({ rcp, mayEdit }: { rcp: HealthcareService; mayEdit: boolean }) {
  const medplum = useMedplum();
  const { busy, error, save } = useSave();
  const members = membersOf(rcp);
  const roles = members.map(({ role }) => role);
  const people = useFhir(roles.length > 0 ? ['calendar', 'people', ...roles] : undefined, (client) =>
    readPeople(client, roles),
  );
  const resolve = useMemo(() => resolver(people.data ?? []), [people.data]);
  const store = (changed: readonly RcpMember[]) =>
    save(() => saveEntry(medplum, withMembers(rcp, changed)), t('saved'));
  const takeOver = () =>
    save(async () => {
      const latest = await readLatestSession(medplum, rcp);
      if (!latest) throw new Error(t('membersNoSession'));
      await saveEntry(medplum, withMembers(rcp, membersOfSession(latest)));
    }, t('saved'));
  return (
    <Section title={t('members')} hint={t('membersHint')}>
      {members.length === 0 ? (
        <Group gap="sm" mb="sm">
          <span>{t('membersNone')}</span>
          {mayEdit ? (
            <Button size="xs" variant="default" loading={busy} onClick={() => void takeOver()}>
              {t('membersTakeOver')}
            </Button>
          ) : null}
        </Group>
      ) : null}
      <ul className="cat-members">
        {members.map((one) => {
          const { name, specialty } = personOf({ reference: one.role, display: one.display }, resolve);
          return (
            <li key={one.role}>
              <span>{[name, specialty].filter(Boolean).join(' · ')}</span>
              <Checkbox
                label={t('leads')}
                aria-label={t('leadsOf', { name })}
                checked={one.leads}
                disabled={!mayEdit || busy}
                onChange={(event) => {
                  const leads = event.currentTarget.checked;
                  void store(members.map((it) => (it.role === one.role ? { ...it, leads } : it)));
                }}
              />
              {mayEdit ? (
                <Button
                  variant="subtle"
                  color="dark"
                  size="compact-sm"
                  disabled={busy}
                  aria-label={t('removeOf', { name })}
                  onClick={() => void store(members.filter(({ role }) => role !== one.role))}
                >
                  {t('remove')}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      {mayEdit ? (
        <AddMember
          known={roles}
          busy={busy}
          onAdd={(added) => store([...members, { ...added, leads: members.length === 0 }])}
        />
      ) : null}
      <Refusal error={error} />
    </Section>
  );
}
