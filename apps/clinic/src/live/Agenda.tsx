import { Box, Group, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconPlayerPlay } from '@tabler/icons-react';
import { memo, type RefObject, useMemo, useState } from 'react';
import { patientInitials, patientName } from '../kit/names.ts';
import type { CaseLine } from '../session/lines.ts';
import { t } from './messages.fr.ts';
import { clockText, spent } from './treatment.ts';

interface AgendaProps {
  lines: readonly CaseLine[];
  current: string | undefined;
  /** The wall shows the other patients by their initials. */
  projected: boolean;
  /** Always the same function: the lines are drawn again only when they change. */
  onOpen: (id: string) => void;
  field: RefObject<HTMLInputElement | null>;
}

/** Lines whose patient answers to what is typed, accents and case left aside. */
export function foundLines(lines: readonly CaseLine[], search: string): readonly CaseLine[] {
  const asked = plain(search).split(/\s+/).filter(Boolean);
  if (asked.length === 0) return lines;
  return lines.filter(({ patient }) => {
    const name = plain(patient ? patientName(patient) : '');
    return asked.every((word) => name.includes(word));
  });
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The list of the session, and the way to a case by its name. */
export const Agenda = memo(function Agenda({ lines, current, projected, onOpen, field }: AgendaProps) {
  const [search, setSearch] = useState('');
  const found = useMemo(() => foundLines(lines, search), [lines, search]);
  const ranks = useMemo(() => new Map(lines.map(({ id }, at) => [id, at + 1])), [lines]);
  const done = lines.filter(({ state }) => state === 'discussed' || state === 'registered').length;
  return (
    <Box component="nav" aria-label={t('agenda')} className="live-agenda">
      <Group justify="space-between" mb="xs">
        <Text component="h2" fw={650} size="md">
          {t('agenda')}
        </Text>
        <Text size="sm" c="var(--dcc-quiet)">
          {t('treated', { count: done, of: lines.length })}
        </Text>
      </Group>
      {projected ? null : (
        <TextInput
          ref={field}
          size="xs"
          mb="xs"
          aria-label={t('find')}
          placeholder={t('find')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
            if (event.key === 'Enter' && found[0]) {
              onOpen(found[0].id);
              event.currentTarget.blur();
            }
          }}
        />
      )}
      {found.length === 0 ? <Text size="sm">{t('findNone', { text: search })}</Text> : null}
      <ol className="live-lines">
        {found.map((line) => (
          <AgendaRow
            key={line.id}
            line={line}
            rank={ranks.get(line.id)!}
            isCurrent={line.id === current}
            hidden={projected && line.id !== current}
            onOpen={onOpen}
          />
        ))}
      </ol>
    </Box>
  );
});

interface RowProps {
  line: CaseLine;
  rank: number;
  isCurrent: boolean;
  hidden: boolean;
  onOpen: (id: string) => void;
}

const ICONS = {
  planned: null,
  running: IconPlayerPlay,
  discussed: IconCheck,
  registered: IconCheck,
} as const;

/** Is the same written on both? Lines are made anew at each change of the session. */
function sameRow(a: RowProps, b: RowProps): boolean {
  return (
    a.rank === b.rank &&
    a.isCurrent === b.isCurrent &&
    a.hidden === b.hidden &&
    a.onOpen === b.onOpen &&
    a.line.id === b.line.id &&
    a.line.patient === b.line.patient &&
    a.line.state === b.line.state &&
    a.line.missing.length === b.line.missing.length &&
    a.line.rcpCase.period?.start === b.line.rcpCase.period?.start &&
    a.line.rcpCase.period?.end === b.line.rcpCase.period?.end
  );
}

/** Sixty of them: plain elements, and each is drawn again only when it changes. */
const AgendaRow = memo(function AgendaRow({ line, rank, isCurrent, hidden, onOpen }: RowProps) {
  const { patient, state, missing, rcpCase } = line;
  const name = patient ? (hidden ? patientInitials(patient) : patientName(patient)) : '…';
  const Icon = ICONS[state];
  const time = rcpCase.status === 'finished' ? clockText(spent(rcpCase, 0)) : '';
  return (
    <li>
      <button
        type="button"
        className="live-line"
        data-state={state}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => onOpen(line.id)}
      >
        <span className="live-rank">{rank}</span>
        <span className="live-name">
          {name}
          <span className="live-state">
            {Icon ? <Icon size="1em" aria-hidden /> : <IconClock size="1em" aria-hidden />}{' '}
            {t(`state_${state}`)}
            {time ? ` · ${time}` : ''}
          </span>
          {missing.length > 0 && state === 'planned' ? (
            <span className="live-state live-missing">
              <IconAlertTriangle size="1em" aria-hidden /> {t('missing', { count: missing.length })}
            </span>
          ) : null}
        </span>
      </button>
    </li>
  );
}, sameRow);
