import { SegmentedControl, Table, Text, TextInput } from '@mantine/core';
import type { Bundle, Composition } from '@medplum/fhirtypes';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useFhir } from '../data/query.ts';
import { patientName } from '../kit/names.ts';
import { Page } from '../kit/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { DocumentLine } from './DocumentLine.tsx';
import { t } from './messages.fr.ts';
import { type DocumentRow, documentQueries, documentRows, SIGNED_QUERY } from './rows.ts';

const FILTERS = { all: t('all'), blocked: t('blocked'), waiting: t('waiting'), ready: t('ready') };
/** References in one address: some gateways stop at 8,000 characters. */
const AT_ONCE = 50;
type Filter = keyof typeof FILTERS;

const isShown: Record<Filter, (row: DocumentRow) => boolean> = {
  all: () => true,
  blocked: ({ state }) => state === 'refused',
  waiting: ({ state }) => state === 'waiting' || state === 'making',
  ready: ({ state }) => state === 'ready',
};

/** Without accents or case: what one types to find a name. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Documents of validated fiches: which are ready, which wait, and what blocks the others. */
export function DiffusionPage() {
  const [params, setParams] = useSearchParams();
  const [wanted, setWanted] = useState('');
  const filter = (params.get('etat') ?? 'all') as Filter;
  const found = useFhir(['diffusion', 'list'], async (medplum) => {
    const signed = (await medplum.search('Composition', SIGNED_QUERY)) as Bundle;
    const fiches = (signed.entry ?? []).flatMap(({ resource }) =>
      resource?.resourceType === 'Composition' ? [resource as Composition] : [],
    );
    const groups = Array.from({ length: Math.ceil(fiches.length / AT_ONCE) }, (_, i) =>
      documentQueries(fiches.slice(i * AT_ONCE, (i + 1) * AT_ONCE)),
    );
    const references = groups.map(({ documents }) => medplum.searchResources('DocumentReference', documents));
    const tasks = groups.map(({ refusals }) => medplum.searchResources('Task', refusals));
    return documentRows(signed, (await Promise.all(references)).flat(), (await Promise.all(tasks)).flat());
  });
  const rows = (found.data ?? [])
    .filter(isShown[filter] ?? isShown.all)
    .filter(({ patient }) => !wanted || plain(patient ? patientName(patient) : '').includes(plain(wanted)));
  return (
    <Page title={t('title')} subtitle={t('subtitle')} wide>
      <SegmentedControl
        aria-label={t('show')}
        value={filter}
        onChange={(value) => setParams(value === 'all' ? {} : { etat: value }, { replace: true })}
        data={Object.entries(FILTERS).map(([value, label]) => ({ value, label }))}
        mb="sm"
      />
      <TextInput
        label={t('find')}
        type="search"
        maw={340}
        mb="md"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {found.isPending ? <Loading /> : null}
      {found.isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isSuccess && found.data.length === 0 ? (
        <EmptyState title={t('none')} hint={t('noneHint')} />
      ) : null}
      {found.isSuccess && found.data.length > 0 && rows.length === 0 ? (
        <Text c="dimmed">{t('noneFilter')}</Text>
      ) : null}
      {rows.length > 0 ? (
        <Table horizontalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('patient')}</Table.Th>
              <Table.Th visibleFrom="sm">{t('signed')}</Table.Th>
              <Table.Th>{t('state')}</Table.Th>
              <Table.Th>{t('documents')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <DocumentLine key={row.composition.id} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
    </Page>
  );
}
