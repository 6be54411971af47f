import { G8_AGE, G8_THRESHOLD, g8IsAltered } from '@dcc/rules/src/fiche/g8.ts';
import type { ClinicalDraft, PhaseValue, Sourced } from '@dcc/rules/src/inscription/draft.ts';
import {
  accept,
  isAccepted,
  type Offer,
  type OfferField,
  pending,
} from '@dcc/rules/src/inscription/offer.ts';
import { Box, Button, Group, Input, NumberInput, Radio, Select, Text, TextInput } from '@mantine/core';
import { RadioGroup } from '../kit/RadioGroup.tsx';
import { t } from './messages.fr.ts';
import { OfferLine } from './OfferLine.tsx';
import { Part } from './Part.tsx';
import { ReportList } from './ReportList.tsx';
import { SourcedTextField } from './SourcedTextField.tsx';
import { SourceMark } from './SourceMark.tsx';
import { TreatmentList } from './TreatmentList.tsx';
import { TumourList } from './TumourList.tsx';

interface ClinicalPartProps {
  clinical: ClinicalDraft;
  offers: readonly Offer[];
  onChange(clinical: ClinicalDraft): void;
}

const NAMES: Record<OfferField, string> = {
  summary: t('summary'),
  tumour: t('tumours'),
  ecog: t('ecog'),
  g8: t('g8'),
  phase: t('phase'),
  screening: t('screening'),
  history: t('history'),
  comorbidity: t('comorbidity'),
  exams: t('exams'),
  report: t('reports'),
  treatment: t('treatments'),
};

/** The medical content: each field with what the record offers for it. */
export function ClinicalPart({ clinical, offers, onChange }: ClinicalPartProps) {
  const waiting = pending(clinical, offers);
  const take = (offer: Offer) => onChange(accept(clinical, offer));
  const set = (change: Partial<ClinicalDraft>) => onChange({ ...clinical, ...change });
  const offerFor = (field: OfferField) => waiting.find((one) => one.field === field);
  const lines = (field: OfferField) =>
    offers
      .filter((one) => one.field === field && !isAccepted(clinical, one))
      .filter((one) => waiting.includes(one))
      .map((one) => <OfferLine key={one.id} offer={one} field={NAMES[field]} onTake={take} />);
  const text = (
    field: 'summary' | 'history' | 'comorbidity' | 'exams',
    minRows = 2,
    description?: string,
  ) => (
    <SourcedTextField
      label={NAMES[field]}
      description={description}
      value={clinical[field]}
      offer={offerFor(field)}
      onTake={take}
      onChange={(value) => set({ [field]: value })}
      minRows={minRows}
    />
  );
  return (
    <Part title={t('partClinical')}>
      <OffersHead
        waiting={waiting}
        total={offers.length}
        onTakeAll={() => onChange(waiting.reduce(accept, clinical))}
      />
      {text('summary', 3, t('summaryHint'))}
      <Input.Wrapper label={t('tumours')} labelElement="div">
        {lines('tumour')}
        <Box mt={6}>
          <TumourList tumours={clinical.tumours} onChange={(tumours) => set({ tumours })} />
        </Box>
      </Input.Wrapper>
      <Scores clinical={clinical} set={set} lines={lines} />
      <Input.Wrapper label={t('reports')} labelElement="div">
        {lines('report')}
        <Box mt={6}>
          <ReportList reports={clinical.reports} onChange={(reports) => set({ reports })} />
        </Box>
      </Input.Wrapper>
      {text('exams')}
      <Input.Wrapper label={t('treatments')} labelElement="div">
        {lines('treatment')}
        <Box mt={6}>
          <TreatmentList treatments={clinical.treatments} onChange={(treatments) => set({ treatments })} />
        </Box>
      </Input.Wrapper>
      {text('history')}
      {text('comorbidity')}
    </Part>
  );
}

interface OffersHeadProps {
  waiting: readonly Offer[];
  total: number;
  onTakeAll(): void;
}

function OffersHead({ waiting, total, onTakeAll }: OffersHeadProps) {
  if (total === 0) return <Text c="var(--dcc-quiet)">{t('noOffers')}</Text>;
  if (waiting.length === 0) return null;
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
      <div>
        <Text fw={600}>{t('offersTitle', { count: waiting.length })}</Text>
        <Text size="sm" c="var(--dcc-quiet)">
          {t('offersHint')}
        </Text>
      </div>
      <Button variant="light" size="compact-md" style={{ flexShrink: 0 }} onClick={onTakeAll}>
        {t('takeAll')}
      </Button>
    </Group>
  );
}

interface ScoresProps {
  clinical: ClinicalDraft;
  set(change: Partial<ClinicalDraft>): void;
  lines(field: OfferField): React.ReactNode;
}

function Scores({ clinical, set, lines }: ScoresProps) {
  const { ecog, g8, phase, screening } = clinical;
  return (
    <>
      <Box>
        <Select
          label={t('ecog')}
          data={[0, 1, 2, 3, 4].map((grade) => ({ value: String(grade), label: t(`ecog${grade as 0}`) }))}
          value={ecog ? String(ecog.value.grade) : null}
          placeholder={t('unanswered')}
          clearable
          clearButtonProps={{ 'aria-label': t('removeField', { field: t('ecog') }) }}
          maw={340}
          onChange={(grade) =>
            set({ ecog: grade === null ? undefined : { value: { grade: Number(grade) } } })
          }
        />
        {ecog?.origin ? <SourceMark origin={ecog.origin} /> : null}
        {lines('ecog')}
      </Box>
      <Box>
        <NumberInput
          label={t('g8')}
          description={t('g8Hint', { from: G8_AGE })}
          min={0}
          max={17}
          step={0.5}
          decimalSeparator=","
          maw={340}
          value={g8?.value.total ?? ''}
          onChange={(total) =>
            set({
              g8:
                typeof total === 'number'
                  ? { value: { total: Math.round(total * 2) / 2, tool: 'G8 (Oncodage)' } }
                  : undefined,
            })
          }
        />
        {g8 ? (
          <Text size="sm">
            {t(g8IsAltered(g8.value.total) ? 'g8Altered' : 'g8Normal', { threshold: G8_THRESHOLD })}
          </Text>
        ) : null}
        {g8?.origin ? <SourceMark origin={g8.origin} /> : null}
        {lines('g8')}
      </Box>
      <Phase phase={phase} onChange={(next) => set({ phase: next })}>
        {lines('phase')}
      </Phase>
      <RadioGroup
        label={t('screening')}
        value={screening ? String(screening.value) : ''}
        onChange={(value) => set({ screening: { value: value === 'true' } })}
      >
        <Group mt={4}>
          <Radio value="true" label={t('yes')} />
          <Radio value="false" label={t('no')} />
        </Group>
        {screening?.origin ? <SourceMark origin={screening.origin} /> : null}
        {lines('screening')}
      </RadioGroup>
    </>
  );
}

interface PhaseProps {
  phase?: Sourced<PhaseValue>;
  onChange(phase: Sourced<PhaseValue>): void;
  children: React.ReactNode;
}

function Phase({ phase, onChange, children }: PhaseProps) {
  return (
    <Box>
      <RadioGroup
        label={t('phase')}
        value={phase?.value.kind ?? ''}
        onChange={(kind) => onChange({ value: { kind: kind as PhaseValue['kind'] } })}
      >
        <Group mt={4}>
          <Radio value="initial" label={t('phaseInitial')} />
          <Radio value="relapse" label={t('phaseRelapse')} />
        </Group>
      </RadioGroup>
      {phase?.value.kind === 'relapse' ? (
        <TextInput
          type="date"
          label={t('relapseDate')}
          maw={200}
          mt={6}
          value={phase.value.date ?? ''}
          onChange={(event) =>
            onChange({ value: { kind: 'relapse', date: event.currentTarget.value || undefined } })
          }
        />
      ) : null}
      {phase?.origin ? <SourceMark origin={phase.origin} /> : null}
      {children}
    </Box>
  );
}
