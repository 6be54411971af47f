import { Button, Checkbox, Group, SegmentedControl, Select, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { dayText, monthText } from '../kit/dates.ts';
import { type CalendarAddress, shownDays, turned, VIEWS, type View } from './address.ts';
import { t } from './messages.fr.ts';

interface ToolbarProps {
  address: CalendarAddress;
  today: string;
  count?: number;
  rcps: readonly { id: string; name: string }[];
  onGo: (change: Partial<CalendarAddress>) => void;
}

/** Which days, which view, which RCP. */
export function Toolbar({ address, today, count, rcps, onGo }: ToolbarProps) {
  const { view, day } = address;
  const { from } = shownDays(view, day);
  const title = view === 'semaine' ? t('weekOf', { day: dayText(from) }) : monthText(`${day.slice(0, 7)}-15`);
  return (
    <Group justify="space-between" mb="sm" gap="sm" className="cal-toolbar">
      <Group gap="xs">
        <Button.Group>
          <Button
            variant="default"
            size="sm"
            px={8}
            aria-label={t(`previous_${view}`)}
            onClick={() => onGo({ day: turned(view, day, -1) })}
          >
            <IconChevronLeft size={18} aria-hidden />
          </Button>
          <Button variant="default" size="sm" onClick={() => onGo({ day: today })}>
            {t('today')}
          </Button>
          <Button
            variant="default"
            size="sm"
            px={8}
            aria-label={t(`next_${view}`)}
            onClick={() => onGo({ day: turned(view, day, 1) })}
          >
            <IconChevronRight size={18} aria-hidden />
          </Button>
        </Button.Group>
        <h2 className="cal-title">{title}</h2>
        <Text size="sm" c="var(--dcc-quiet)" role="status" aria-live="polite">
          {count === undefined ? t('loading') : t('count', { count })}
        </Text>
      </Group>
      <Group gap="sm">
        <Select
          aria-label={t('rcp')}
          placeholder={t('allRcps')}
          data={rcps.map(({ id, name }) => ({ value: id, label: name }))}
          value={address.rcp ?? null}
          onChange={(rcp) => onGo({ rcp: rcp ?? undefined })}
          clearable
          searchable
          w={220}
        />
        <Checkbox
          label={t('mySessions')}
          checked={address.mine}
          onChange={(event) => onGo({ mine: event.currentTarget.checked })}
        />
        <SegmentedControl
          aria-label={t('views')}
          data={VIEWS.map((value) => ({ value, label: t(`view_${value}`) }))}
          value={view}
          onChange={(value) => onGo({ view: value as View })}
        />
      </Group>
    </Group>
  );
}
