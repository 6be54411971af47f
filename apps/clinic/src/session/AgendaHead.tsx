import { Table } from '@mantine/core';
import { t } from './messages.fr.ts';

/** The columns that an agenda has on screen and on paper, then those of its own. */
export function AgendaHead({ own }: { own: readonly string[] }) {
  return (
    <Table.Thead>
      <Table.Tr>
        {[t('rank'), t('hour'), t('patient'), t('question'), ...own].map((label) => (
          <Table.Th key={label} scope="col">
            {label}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}
