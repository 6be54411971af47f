import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import {
  frenchModes,
  publishedRule,
  QUORUM_MODES,
  type QuorumRequirement,
} from '@dcc/rules/src/quorum/index.ts';
import { Text } from '@mantine/core';
import type { HealthcareService, PlanDefinition } from '@medplum/fhirtypes';
import { shortDate } from '../kit/dates.ts';
import { t } from './messages.fr.ts';
import { Section } from './Section.tsx';

/** The quorum rule of an RCP, in words: the version it names, then the other versions of the same rule. */
export function RuleSection({ rcp, plans }: { rcp: HealthcareService; plans: readonly PlanDefinition[] }) {
  const canonical = rcp.extension?.find(({ url }) => url === EXTENSIONS.QUORUM_RULE)?.valueCanonical ?? '';
  const versions = plans
    .filter(({ url }) => url === canonical.split('|')[0])
    .sort((a, b) => (b.effectivePeriod?.start ?? '').localeCompare(a.effectivePeriod?.start ?? ''));
  return (
    <Section title={t('rule')} hint={t('ruleHint')}>
      {versions.length === 0 ? <p>{t('ruleNone')}</p> : null}
      {versions.map((plan) => (
        <Version key={plan.id} plan={plan} />
      ))}
    </Section>
  );
}

function Version({ plan }: { plan: PlanDefinition }) {
  const rule = readRule(plan);
  const values = {
    version: plan.version ?? '',
    from: shortDate(plan.effectivePeriod?.start),
    to: shortDate(plan.effectivePeriod?.end),
  };
  return (
    <>
      <h3>{plan.title}</h3>
      <Text size="sm" c="var(--dcc-quiet)">
        {t(plan.effectivePeriod?.end ? 'ruleVersionTo' : 'ruleVersion', values)}
      </Text>
      {rule ? (
        <>
          <p>{t('ruleMin', { count: rule.minDistinctSpecialties })}</p>
          <Requirements title={t('ruleAll')} list={rule.allOf} />
          <Requirements title={t('ruleAdvised')} list={rule.recommended ?? []} />
        </>
      ) : (
        <p>{t('ruleNone')}</p>
      )}
    </>
  );
}

function Requirements({ title, list }: { title: string; list: readonly QuorumRequirement[] }) {
  if (list.length === 0) return null;
  return (
    <>
      <div>{title}</div>
      <ul style={{ margin: '0 0 8px' }}>
        {list.map(({ label, modes }) => (
          <li key={label}>{t('ruleModes', { label, modes: frenchModes(modes ?? QUORUM_MODES) })}</li>
        ))}
      </ul>
    </>
  );
}

function readRule(plan: PlanDefinition) {
  try {
    return publishedRule(plan).rule;
  } catch {
    return undefined;
  }
}
