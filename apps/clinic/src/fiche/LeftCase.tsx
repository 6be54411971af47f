import { Anchor, Button, Group, Text } from '@mantine/core';
import type { Encounter } from '@medplum/fhirtypes';
import { Link } from 'react-router';
import { useFhir } from '../data/query.ts';
import { leavingReason, nextPassage } from '../inscription/passage.ts';
import { dateTime } from '../kit/dates.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { t } from './messages.fr.ts';

/** A case that left its session: why, and where its fiche is now. */
export function LeftCase({ rcpCase }: { rcpCase: Encounter }) {
  const inscription = rcpCase.basedOn?.[0]?.reference ?? '';
  const found = useFhir(['fiche', rcpCase.id, 'next'], async (medplum) =>
    nextPassage(rcpCase, await medplum.searchResources('Encounter', `based-on=${inscription}&_count=50`)),
  );
  if (found.isPending) return <Loading />;
  if (found.isError && !found.data)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const next = found.data;
  const reason = leavingReason(rcpCase);
  return (
    <EmptyState
      title={t('left')}
      hint={
        <>
          {reason ? <Line>{t('leftReason', { reason })}</Line> : null}
          <Line>{next ? t('leftFor', { date: dateTime(next.period?.start) }) : t('leftNowhere')}</Line>
        </>
      }
      action={
        <Group justify="center" gap="lg">
          {next ? (
            <>
              <Button component={Link} to={`/fiches/${next.id}`}>
                {t('leftOpen')}
              </Button>
              <Anchor component={Link} to={`/sessions/${next.partOf?.reference?.split('/')[1]}`}>
                {t('leftSession')}
              </Anchor>
            </>
          ) : (
            <Button component={Link} to={`/inscriptions/${inscription.split('/')[1]}`} variant="default">
              {t('leftInscription')}
            </Button>
          )}
        </Group>
      }
    />
  );
}

const Line = ({ children }: { children: string }) => (
  <Text component="span" display="block">
    {children}
  </Text>
);
