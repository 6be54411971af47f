import { Alert, Box, Text } from '@mantine/core';
import type { CarePlan, ServiceRequest } from '@medplum/fhirtypes';
import { memo, type RefObject, useCallback } from 'react';
import { Choices, type Shared, SharedText } from '../collab/index.ts';
import { AddLine } from './AddLine.tsx';
import { DecisionLines } from './DecisionLines.tsx';
import { Dissents } from './Dissents.tsx';
import { addLine, comment, setComment } from './decision.ts';
import { Frame } from './Frame.tsx';
import { t } from './messages.fr.ts';
import { Exams, FollowUp } from './Requests.tsx';
import type { LiveCase } from './useCase.ts';

type NewLine = Parameters<typeof addLine>[2];

interface DecisionProps {
  live: LiveCase;
  me: string | undefined;
  /** May write a proposal at all, by role. */
  mayDecide: boolean;
  field: RefObject<HTMLInputElement | null>;
}

/** What the board proposes, written while it speaks, by as many as write. */
export function Decision({ live, me, mayDecide, field }: DecisionProps) {
  const { plan, fiche, file } = live;
  const signed = fiche.state === 'locked' || plan.state === 'locked';
  const editable = mayDecide && !signed && plan.value !== undefined;
  // The same functions each time: a part is drawn again when its own resource changes, not when another does.
  const { change } = plan;
  const { retell } = live;
  const add = useCallback(
    (kind: NewLine) => change((draft) => addLine(draft, crypto.randomUUID(), kind)),
    [change],
  );
  const made = useCallback((exam: ServiceRequest) => retell([exam]), [retell]);
  return (
    <Box component="section" aria-label={t('decision')} className="live-proposal">
      <Text component="h2" className="live-label">
        {t('decision')}
      </Text>
      {signed ? <Alert color="blue">{t(plan.error ? 'signedUnsaved' : 'signed')}</Alert> : null}
      {!mayDecide && !signed ? (
        <Text size="sm" c="var(--dcc-quiet)">
          {t('readOnlyDecision')}
        </Text>
      ) : null}
      {[plan, live.referentiel, live.trial, fiche].map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: four of them, always in this order.
        <Choices key={index} of={one} settle={one.settle} />
      ))}
      <DecisionLines plan={plan} editable={editable} />
      {editable ? <AddLine field={field} onAdd={add} /> : null}
      <div className="live-asides">
        <div>
          {file ? <Exams file={file} me={me} editable={editable} onMade={made} /> : null}
          <FollowUp label={t('surveillance')} shared={live.surveillance} editable={editable} />
          <FollowUp label={t('recours')} shared={live.recours} editable={editable} />
        </div>
        <Frame referentiel={live.referentiel} trial={live.trial} editable={editable} />
      </div>
      <Comment plan={plan} editable={editable} />
      <Dissents plan={plan} editable={editable} />
    </Box>
  );
}

const Comment = memo(function Comment({ plan, editable }: { plan: Shared<CarePlan>; editable: boolean }) {
  return (
    <SharedText
      mt="sm"
      label={t('comment')}
      value={comment(plan.value)}
      readOnly={!editable}
      hold={plan.hold}
      onChange={(text) => plan.change((draft) => setComment(draft, text))}
    />
  );
});
