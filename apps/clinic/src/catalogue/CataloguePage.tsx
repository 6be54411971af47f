import { Anchor, Button, Checkbox, Group, Select, Table, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useFhir, useMe } from '../data/index.ts';
import { EmptyState, ErrorState, Loading, Page, StatusLabel } from '../kit/index.ts';
import './catalogue.css';
import { type CatalogueFilter, catalogueLines, filterLines } from './filter.ts';
import { t } from './messages.fr.ts';
import { readCatalogue } from './read.ts';
import { THEMATICS } from './terms.ts';

/** Every RCP that one may read. */
export function CataloguePage() {
  const me = useMe();
  const catalogue = useFhir(['catalogue'], readCatalogue);
  const [filter, setFilter] = useState<CatalogueFilter>({ text: '', thematic: null, onlyActive: true });
  const lines = useMemo(
    () => (catalogue.data ? catalogueLines(catalogue.data.rcps, catalogue.data.organizations) : []),
    [catalogue.data],
  );
  const shown = useMemo(() => filterLines(lines, filter), [lines, filter]);
  const used = THEMATICS.filter(({ code }) => lines.some(({ thematicCode }) => thematicCode === code));
  return (
    <Page
      title={t('title')}
      actions={
        me.may('HealthcareService', 'create') ? (
          <Button component={Link} to="/catalogue/nouvelle" leftSection={<IconPlus size={18} aria-hidden />}>
            {t('newEntry')}
          </Button>
        ) : null
      }
    >
      <Group gap="sm" mb="sm" align="flex-end">
        <TextInput
          label={t('search')}
          placeholder={t('searchHint')}
          value={filter.text}
          onChange={(event) => setFilter({ ...filter, text: event.currentTarget.value })}
          w={260}
        />
        <Select
          label={t('thematic')}
          placeholder={t('allThematics')}
          data={used.map(({ code, display }) => ({ value: code, label: display }))}
          value={filter.thematic}
          onChange={(thematic) => setFilter({ ...filter, thematic })}
          clearable
          w={240}
        />
        <Checkbox
          mb={8}
          label={t('onlyActive')}
          checked={filter.onlyActive}
          onChange={(event) => setFilter({ ...filter, onlyActive: event.currentTarget.checked })}
        />
        <Text size="sm" c="var(--dcc-quiet)" role="status" mb={6}>
          {catalogue.data ? t('count', { count: shown.length }) : ''}
        </Text>
      </Group>
      {catalogue.isPending ? <Loading /> : null}
      {catalogue.isError ? <ErrorState error={catalogue.error} onRetry={() => catalogue.refetch()} /> : null}
      {catalogue.data && lines.length === 0 ? <EmptyState title={t('none')} /> : null}
      {lines.length > 0 && shown.length === 0 ? <EmptyState title={t('noneFound')} /> : null}
      {shown.length > 0 ? (
        <Table className="cat-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('name')}</Table.Th>
              <Table.Th>{t('thematic')}</Table.Th>
              <Table.Th>{t('kind')}</Table.Th>
              <Table.Th>{t('establishment')}</Table.Th>
              <Table.Th>{t('centre')}</Table.Th>
              <Table.Th>{t('number')}</Table.Th>
              <Table.Th>{t('state')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((line) => (
              <Table.Tr key={line.id}>
                <Table.Td>
                  <Anchor component={Link} to={`/catalogue/${line.id}`} underline="always" inherit>
                    {line.name}
                  </Anchor>
                </Table.Td>
                <Table.Td>{line.thematic}</Table.Td>
                <Table.Td>{line.kind}</Table.Td>
                <Table.Td>{line.establishment}</Table.Td>
                <Table.Td>{line.centre}</Table.Td>
                <Table.Td>{line.number}</Table.Td>
                <Table.Td>
                  <StatusLabel tone={line.active ? 'ok' : 'neutral'}>
                    {t(line.active ? 'isActive' : 'isStopped')}
                  </StatusLabel>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
    </Page>
  );
}
