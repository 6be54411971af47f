import { Alert, Button, Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { Composition } from '@medplum/fhirtypes';
import { memo, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useMe } from '../data/me.ts';
import { refresh, useFhir } from '../data/query.ts';
import { searchWhole } from '../data/whole.ts';
import { patientName } from '../kit/names.ts';
import { Page } from '../kit/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { useChosen } from '../kit/useChosen.ts';
import { attesterOf, referenceOf } from './attester.ts';
import { FicheToSign } from './FicheToSign.tsx';
import { t } from './messages.fr.ts';
import { SignBox } from './SignBox.tsx';
import type { SeriesResult } from './sign.ts';
import { WaitingList } from './WaitingList.tsx';
import { WAITING_QUERY, type Waiting, waitingFiches } from './work.ts';
import './validation.css';

/** Drawn again for another fiche only, whatever happens in the list. */
const Reading = memo(FicheToSign);

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
  const [opened, open] = useChosen(
    compositionId,
    (id) => void navigate(id ? `/validation/${id}` : '/validation'),
  );
  const current = all.find(({ composition }) => composition.id === opened);
  const position = current ? all.indexOf(current) : -1;
  // The list answers a key at once; the fiche, long to draw, never keeps the next key waiting.
  const drawn = useDeferredValue(current);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (opened) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [opened]);

  const step = (by: number) => {
    const next = all[Math.min(all.length - 1, Math.max(0, position + by))];
    if (next) open(next.composition.id);
  };
  const toggle = useCallback(
    (id: string) => setChosen((ids) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id])),
    [],
  );
  useHotkeys([
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['x', () => current?.mine && toggle(current.composition.id!)],
    ['v', () => drawn === current && document.querySelector<HTMLElement>('[data-sign-code]')?.focus()],
  ]);

  const newest = useRef({ all, opened });
  newest.current = { all, opened };
  const nameOf = useCallback((composition: Composition): string => {
    const one = newest.current.all.find((waiting) => waiting.composition.id === composition.id);
    return one?.patient ? patientName(one.patient) : (composition.title ?? '');
  }, []);
  const onSigned = useCallback(
    async (result: SeriesResult) => {
      const signed = new Set(result.signed.map(({ id }) => id));
      setChosen((ids) => ids.filter((id) => !signed.has(id)));
      const total = result.signed.length + result.failed.length;
      setTold(
        total === 1 && result.signed.length === 1
          ? t('signed')
          : t('signedSeries', { count: signed.size, total }),
      );
      // The next thing to do is there without a click; a fiche of somebody else's session is not one.
      const now = newest.current;
      const left = ({ composition, mine: own }: Waiting) => own && !signed.has(composition.id);
      const at = now.all.findIndex(({ composition }) => composition.id === now.opened);
      const next = now.all.slice(at + 1).find(left) ?? now.all.find(left);
      if (now.opened && signed.has(now.opened)) open(next?.composition.id);
      await Promise.all([refresh('validation'), refresh('home'), refresh('fiche')]);
    },
    [open],
  );
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
        <div className="dcc-validation" data-open={current ? true : undefined}>
          <div>
            <Text size="sm" c="dimmed" mb="xs" visibleFrom="md">
              {t('keys')}
            </Text>
            <WaitingList
              all={all}
              current={current?.composition.id}
              chosen={chosen}
              onToggle={toggle}
              onOpen={open}
              box={list}
            />
            {series.length > 1 ? (
              <SignBox
                fiches={series}
                from={referenceOf(attesterOf(series[0]!.session, me))}
                nameOf={nameOf}
                onSigned={onSigned}
              />
            ) : null}
          </div>
          <div className="dcc-validation-fiche">
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
                {drawn ? (
                  <Reading key={drawn.composition.id} waiting={drawn} nameOf={nameOf} onSigned={onSigned} />
                ) : null}
              </>
            ) : (
              <Text c="dimmed">{t('pick')}</Text>
            )}
          </div>
        </div>
      ) : null}
    </Page>
  );
}
