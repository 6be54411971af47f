import { Alert, Box, Button, Grid, Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { Composition } from '@medplum/fhirtypes';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useMe } from '../data/me.ts';
import { refresh, useFhir } from '../data/query.ts';
import { searchWhole } from '../data/whole.ts';
import { patientName } from '../kit/names.ts';
import { Page } from '../kit/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { attesterOf, referenceOf } from './attester.ts';
import { FicheToSign } from './FicheToSign.tsx';
import { t } from './messages.fr.ts';
import { SignBox } from './SignBox.tsx';
import type { SeriesResult } from './sign.ts';
import { WaitingLine } from './WaitingLine.tsx';
import { WAITING_QUERY, type Waiting, waitingFiches } from './work.ts';
import './validation.css';

/** The fiches that wait for a signature, re-read one by one or signed in series. */
export function ValidationPage() {
  const me = useMe();
  const { compositionId } = useParams();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [told, setTold] = useState<string>();
  const found = useFhir(['validation', 'list'], (medplum) =>
    searchWhole(medplum, 'Composition', WAITING_QUERY),
  );
  const mine = me.roles.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `isMe` is new each time; the roles are what it depends on.
  const all = useMemo(
    () => (found.data && me.ready ? waitingFiches(found.data, me.isMe) : []),
    [found.data, me.ready, mine],
  );
  // Which fiches are hers is known with her exercise places: nothing is judged before.
  const isLoading = !found.isError && (found.isPending || !me.ready);
  const current = all.find(({ composition }) => composition.id === compositionId) ?? undefined;
  const position = current ? all.indexOf(current) : -1;

  const show = (waiting: Waiting | undefined) =>
    void navigate(waiting ? `/validation/${waiting.composition.id}` : '/validation');
  const step = (by: number) => {
    const next = all[Math.min(all.length - 1, Math.max(0, position + by))];
    if (next) show(next);
  };
  const toggle = useCallback(
    (id: string) => setChosen((ids) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id])),
    [],
  );
  useHotkeys([
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['x', () => current?.mine && toggle(current.composition.id!)],
    ['v', () => document.querySelector<HTMLElement>('[data-sign-code]')?.focus()],
  ]);

  const nameOf = (composition: Composition): string => {
    const one = all.find((waiting) => waiting.composition.id === composition.id);
    return one?.patient ? patientName(one.patient) : (composition.title ?? '');
  };
  const onSigned = async (result: SeriesResult) => {
    const signed = new Set(result.signed.map(({ id }) => id));
    setChosen((ids) => ids.filter((id) => !signed.has(id)));
    const total = result.signed.length + result.failed.length;
    setTold(
      total === 1 && result.signed.length === 1
        ? t('signed')
        : t('signedSeries', { done: signed.size, total }),
    );
    // The next thing to do is there without a click; a fiche of somebody else's session is not one.
    const left = ({ composition, mine: own }: Waiting) => own && !signed.has(composition.id);
    const next = all.slice(position + 1).find(left) ?? all.find(left);
    if (current && signed.has(current.composition.id)) show(next);
    await Promise.all([refresh('validation'), refresh('home'), refresh('fiche')]);
  };
  const series = all.filter(({ composition }) => chosen.includes(composition.id!));

  return (
    <Page
      title={t('title')}
      subtitle={!isLoading && found.isSuccess ? t('count', { count: all.length }) : undefined}
      wide
    >
      {told ? (
        <Alert color="green" role="status" mb="sm" withCloseButton onClose={() => setTold(undefined)}>
          {told}
        </Alert>
      ) : null}
      {isLoading ? <Loading /> : null}
      {found.isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {!isLoading && found.isSuccess && all.length === 0 ? (
        <EmptyState title={t('none')} hint={t('noneHint')} />
      ) : null}
      {all.length > 0 ? (
        <Grid gutter="lg">
          <Grid.Col span={{ base: 12, md: 4 }} order={{ base: current ? 2 : 1, md: 1 }}>
            <Text size="sm" c="dimmed" mb="xs" visibleFrom="md">
              {t('keys')}
            </Text>
            <Box component="ul" aria-label={t('list')} m={0} p={0} style={{ listStyle: 'none' }}>
              {all.map((waiting) => (
                <WaitingLine
                  key={waiting.composition.id}
                  waiting={waiting}
                  isCurrent={waiting === current}
                  isChosen={chosen.includes(waiting.composition.id!)}
                  onToggle={toggle}
                />
              ))}
            </Box>
            {series.length > 1 ? (
              <SignBox
                fiches={series.map(({ composition }) => composition)}
                from={referenceOf(attesterOf(series[0]!.session, me))}
                nameOf={nameOf}
                onSigned={(result) => void onSigned(result)}
              />
            ) : null}
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8 }} order={{ base: 1, md: 2 }}>
            {current ? (
              <>
                <Group gap="xs" mb="sm" hiddenFrom="md">
                  <Button size="xs" variant="default" onClick={() => step(-1)} disabled={position === 0}>
                    {t('previous')}
                  </Button>
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => step(1)}
                    disabled={position === all.length - 1}
                  >
                    {t('next')}
                  </Button>
                </Group>
                <FicheToSign
                  key={current.composition.id}
                  waiting={current}
                  nameOf={nameOf}
                  onSigned={(result) => void onSigned(result)}
                />
              </>
            ) : (
              <Text c="dimmed">{t('pick')}</Text>
            )}
          </Grid.Col>
        </Grid>
      ) : null}
    </Page>
  );
}
