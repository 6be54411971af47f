import { answersOf } from '@dcc/rules/src/calendar/index.ts';
import { Table, Text } from '@mantine/core';
import type { PractitionerRole } from '@medplum/fhirtypes';
import { timeText } from '../kit/dates.ts';
import { StatusLabel, type Tone } from '../kit/StatusLabel.tsx';
import { nameOf, specialtyOf } from './lines.ts';
import { t } from './messages.fr.ts';
import type { SessionRecord } from './record.ts';

const TONES: Record<string, Tone> = { present: 'ok', visio: 'ok', excused: 'warn' };

/** Who is convened and what they answered. */
export function People({ record }: { record: SessionRecord }) {
  const answers = new Map(answersOf(record.convocation, record.responses).map((one) => [one.role, one]));
  const roles = [
    ...new Set((record.session.participant ?? []).flatMap(({ individual }) => individual?.reference ?? [])),
  ];
  const count = (mode: string | undefined) => roles.filter((role) => answers.get(role)?.mode === mode).length;
  return (
    <>
      <Text size="sm" mb="xs">
        {[
          t('count_present', { count: count('present') }),
          t('count_visio', { count: count('visio') }),
          t('count_excused', { count: count('excused') }),
          t('count_awaited', { count: count(undefined) }),
        ].join(', ')}
      </Text>
      <Table maw={760}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('person')}</Table.Th>
            <Table.Th>{t('answer')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {roles.map((role) => {
            const { mode, leavesAt, comment } = answers.get(role) ?? {};
            const specialty = specialtyOf(record.records.get(role) as PractitionerRole | undefined);
            return (
              <Table.Tr key={role}>
                <Table.Td>
                  {nameOf(record, role)}
                  {specialty?.display ? (
                    <Text size="sm" c="var(--dcc-quiet)">
                      {specialty.display}
                    </Text>
                  ) : null}
                </Table.Td>
                <Table.Td>
                  <StatusLabel tone={TONES[mode ?? ''] ?? 'wait'}>
                    {mode ? t(`answer_${mode}`) : t('noAnswer')}
                    {leavesAt ? `, ${t('leaves', { time: timeText(leavesAt) })}` : ''}
                  </StatusLabel>
                  {comment ? <Text size="sm">{comment}</Text> : null}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </>
  );
}
