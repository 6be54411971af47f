import { Button, Table, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { dateTime } from '../kit/dates.ts';
import { StatusLabel } from '../kit/StatusLabel.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { t } from './messages.fr.ts';
import { matching, type NextSession, useNextSessions } from './sessions.ts';

interface SessionPickerProps {
  chosen?: string;
  onChoose(session: NextSession): void;
  /** Only RCP de recours. */
  recoursOnly?: boolean;
  verb?: string;
  /** `HealthcareService/id` of RCP that come first: those the patient knows. */
  known?: readonly string[];
}

/** More than this and one types a word of the name. */
const MOST = 60;

/** The next sessions one may inscribe to, by date: how full, until when. */
export function SessionPicker({
  chosen,
  onChoose,
  recoursOnly,
  verb = t('choose'),
  known = [],
}: SessionPickerProps) {
  const [text, setText] = useState('');
  const found = useNextSessions();
  if (found.isPending) return <Loading />;
  if (!found.data) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const all = found.data.filter(({ recours }) => !recoursOnly || recours);
  if (all.length === 0) {
    return (
      <EmptyState
        title={recoursOnly ? t('noRecours') : t('noSession')}
        hint={recoursOnly ? null : t('noSessionHint')}
      />
    );
  }
  const isKnown = ({ rcp }: NextSession) => known.includes(`HealthcareService/${rcp.id}`);
  const matched = matching(all, text);
  const groups = [
    { title: t('alreadyIn'), sessions: matched.filter(isKnown) },
    { title: t('otherRcps'), sessions: matched.filter((one) => !isKnown(one)) },
  ].filter(({ sessions }) => sessions.length > 0);
  return (
    <>
      <TextInput
        label={t('filterSessions')}
        description={t('filterSessionsHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        mb="sm"
        maw={420}
      />
      {groups.length === 0 ? (
        <EmptyState title={t('noMatchingSession')} />
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table captionSide="top">
            <Table.Caption className="dcc-hidden">{t('sessionsCaption')}</Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('colRcp')}</Table.Th>
                <Table.Th>{t('colSession')}</Table.Th>
                <Table.Th>{t('colFilling')}</Table.Th>
                <Table.Th>{t('colClosing')}</Table.Th>
                <Table.Th>
                  <span className="dcc-hidden">{verb}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            {groups.map(({ title, sessions }) => (
              <Table.Tbody key={title}>
                {known.length > 0 ? (
                  <Table.Tr>
                    <Table.Th colSpan={5} scope="rowgroup" className="dcc-group">
                      {title}
                    </Table.Th>
                  </Table.Tr>
                ) : null}
                {sessions.slice(0, MOST).map((one) => (
                  <Row
                    key={one.session.id}
                    one={one}
                    isChosen={one.session.id === chosen}
                    verb={verb}
                    onChoose={onChoose}
                  />
                ))}
              </Table.Tbody>
            ))}
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  );
}

interface RowProps {
  one: NextSession;
  isChosen: boolean;
  verb: string;
  onChoose(session: NextSession): void;
}

function Row({ one, isChosen, verb, onChoose }: RowProps) {
  const { rcp, session } = one;
  return (
    <Table.Tr aria-selected={isChosen} bg={isChosen ? 'petrol.0' : undefined}>
      <Table.Td>
        <Text size="sm" fw={600}>
          {rcp.name}
        </Text>
      </Table.Td>
      <Table.Td>{dateTime(session.period?.start)}</Table.Td>
      <Table.Td>
        <Filling {...one.filling} />
      </Table.Td>
      <Table.Td>
        <Closing one={one} />
      </Table.Td>
      <Table.Td>
        <Button
          size="compact-sm"
          variant={isChosen ? 'filled' : 'default'}
          aria-label={`${isChosen ? t('chosen') : verb} : ${rcp.name}, ${dateTime(session.period?.start)}`}
          onClick={() => onChoose(one)}
        >
          {isChosen ? t('chosen') : verb}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

function Filling({ cases, places, full }: NextSession['filling']) {
  const text = places === undefined ? t('fillingOpen', { count: cases }) : t('filling', { cases, places });
  return <>{full ? `${text}, ${t('full')}` : text}</>;
}

/** Until when one may inscribe, in words. */
export function Closing({ one }: { one: Pick<NextSession, 'openness' | 'closing' | 'session'> }) {
  const date = one.closing === undefined ? '' : dateTime(new Date(one.closing));
  if (one.openness === 'running') return <StatusLabel tone="warn">{t('running')}</StatusLabel>;
  if (one.openness === 'late') return <StatusLabel tone="warn">{t('late', { date })}</StatusLabel>;
  return <StatusLabel tone="ok">{date ? t('closesOn', { date }) : t('stayOpen')}</StatusLabel>;
}
