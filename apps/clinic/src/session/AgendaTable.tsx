import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { Table } from '@mantine/core';
import { useMe } from '../data/me.ts';
import { patientName } from '../kit/names.ts';
import { AgendaHead } from './AgendaHead.tsx';
import { AgendaRow } from './AgendaRow.tsx';
import { t } from './messages.fr.ts';
import type { useAgenda } from './useAgenda.ts';

/** The agenda, ordered with the mouse, with the space bar and the arrows, or with two buttons. */
export function AgendaTable({ agenda }: { agenda: ReturnType<typeof useAgenda> }) {
  const { rows, record, busy } = agenda;
  const me = useMe();
  const open = record?.session.status === 'planned' || record?.session.status === 'in-progress';
  const mayOrder = open && me.may('Encounter', 'update');
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = rows.map(({ line }) => line.id);
  const nameOf = (id: unknown) => {
    const patient = rows.find(({ line }) => line.id === id)?.line.patient;
    return patient ? patientName(patient) : '';
  };
  const rankOf = (id: unknown) => ids.indexOf(String(id)) + 1;
  const said = (key: 'picked' | 'over_rank' | 'dropped', id: unknown, over: unknown) =>
    t(key, { name: nameOf(id), rank: rankOf(over), of: ids.length });
  const announcements: Announcements = {
    onDragStart: ({ active }) => said('picked', active.id, active.id),
    onDragOver: ({ active, over }) => (over ? said('over_rank', active.id, over.id) : undefined),
    onDragEnd: ({ active, over }) => said('dropped', active.id, over?.id ?? active.id),
    onDragCancel: () => t('cancelled'),
  };
  const dropped = ({ active, over }: DragEndEvent) => {
    if (over && active.id !== over.id) void agenda.move(String(active.id), rankOf(over.id));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={dropped}
      accessibility={{
        announcements,
        screenReaderInstructions: { draggable: t('grab', { name: '' }) },
      }}
    >
      <div className="session-scroll">
        <Table className="session-agenda" verticalSpacing={8} role="table" aria-label={t('agenda')}>
          <AgendaHead own={[t('ready'), t('forecast')]} />
          <Table.Tbody role="rowgroup">
            <SortableContext items={ids} strategy={verticalListSortingStrategy}>
              {rows.map((row, index) => (
                <AgendaRow
                  key={row.line.id}
                  row={row}
                  rank={index + 1}
                  last={index === rows.length - 1}
                  record={record!}
                  mayOrder={mayOrder && row.line.state === 'planned'}
                  busy={busy}
                  onMove={agenda.move}
                />
              ))}
            </SortableContext>
          </Table.Tbody>
        </Table>
      </div>
    </DndContext>
  );
}
